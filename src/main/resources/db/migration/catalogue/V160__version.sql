create schema catalogue;

-- What people made of the documents of the catalogue. Of a document the version published last is in
-- force; one without any is as the hub was shipped with it, which counts as its version 0.
create table catalogue.version (
    document    text        not null,
    number      integer     not null check (number > 0),
    state       text        not null default 'draft'
        check (state in ('draft', 'proposed', 'published', 'withdrawn')),
    text        text        not null,
    -- Of the text: who approves says which one was seen.
    digest      text        not null,
    -- Of the shipped document when this was begun.
    shipped     text        not null,
    -- The earlier version that this one brings back.
    restores    integer,
    drafted_by  text        not null,
    drafted_at  timestamptz not null default clock_timestamp(),
    -- Why, as its drafter says when it is proposed.
    reason      text,
    proposed_at timestamptz,
    -- Who published it, sent it back or withdrew it, and why.
    decided_by  text,
    decision    text,
    decided_at  timestamptz,
    -- In which order what is published came into force, over all documents.
    published   bigint unique,
    primary key (document, number),
    check (state <> 'proposed' or (reason is not null and proposed_at is not null)),
    check ((state = 'published') = (published is not null)),
    check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decision is null)),
    -- It takes a second person; a login is the same however it is written.
    check (state <> 'published'
        or (decided_by is not null and reason is not null
            and lower(btrim(decided_by)) <> lower(btrim(drafted_by))))
);

-- One at a time: no two people change the same document without knowing of each other.
create unique index version_open on catalogue.version (document) where state in ('draft', 'proposed');

-- What was decided stays as it was; what is proposed is not rewritten under the eyes of who decides;
-- and nobody takes over as drafter, or one could approve what one wrote.
create function catalogue.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'draft' then
            raise exception 'a version begins as a draft';
        end if;
        return new;
    end if;
    if tg_op <> 'UPDATE' then
        raise exception 'versions of the catalogue are kept';
    end if;
    if old.state in ('published', 'withdrawn') then
        raise exception 'version % of % is %, and stays so', old.number, old.document, old.state;
    end if;
    if (new.document, new.number, new.drafted_by) is distinct from
            (old.document, old.number, old.drafted_by) then
        raise exception 'a version stays its drafter''s';
    end if;
    if old.state <> 'draft' and (new.text, new.digest, new.shipped, new.restores, new.reason)
            is distinct from (old.text, old.digest, old.shipped, old.restores, old.reason) then
        raise exception 'what is proposed is not rewritten';
    end if;
    if new.state = 'published' and old.state <> 'proposed' then
        raise exception 'only what is proposed is published';
    end if;
    return new;
end
$$;

create trigger version_is_kept before insert or update or delete on catalogue.version
    for each row execute function catalogue.refuse_change();
create trigger version_is_never_emptied before truncate on catalogue.version
    for each statement execute function catalogue.refuse_change();
