-- What came of a writing request, by the id that its caller gave it: sent again within a day, it is answered and not done
-- again. A row is written in the transaction of the act itself; two of the same request race on the key.
create table request_outcome (
  tenant_id      uuid not null,
  actor_id       uuid not null,                        -- the person, or the client id of an application for itself
  request_id     text not null,
  digest         bytea not null,                       -- of method, path, query and body: anything else is another request
  part           smallint not null,                    -- of the acts of one request, in their order
  kept_at        timestamptz not null,                 -- machine time: clients know no other
  outcome        text,                                 -- sealed; null with a refusal
  refusal        jsonb,                                -- code and facts
  primary key (tenant_id, actor_id, request_id, digest, part)
);
create index request_outcome_kept on request_outcome (kept_at);
