-- A person whose password was set by somebody else is signed out everywhere: what the authorization server keeps of him is
-- found by his account.
create index identity_artifact_account on identity_artifact ((payload ->> 'accountId')) where payload ? 'accountId';
