-- Which instructions a bank account of the payer or of the payee belongs to, by blind index: a claim
-- may name nothing else. Ours are not here, or each would have millions.
CREATE TABLE payment.bank_account (
    account_index  bytea NOT NULL,
    instruction_id uuid  NOT NULL,
    PRIMARY KEY (account_index, instruction_id)
);
