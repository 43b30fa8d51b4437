-- A code may also show that a partner's user is who it says (R-ACC-4); what was verified is a
-- session for a while.
ALTER TABLE partner.code
    ADD COLUMN purpose text NOT NULL DEFAULT 'delivery' CHECK (purpose IN ('delivery', 'sign-in')),
    ADD COLUMN verified_at timestamptz;
