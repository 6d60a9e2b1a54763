/**
 * How PostgreSQL is run: nothing committed is ever lost, and little memory is used while idle. Given on the command
 * line, so that a newer version of the server changes them for existing data, too.
 */
export const settings: Readonly<Record<string, string>> = {
  // Durability. These are the defaults; stated because everything else may be tuned and these may not.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  // Only over the socket in a directory that nobody else may enter.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',

  // Memory is touched when used; sync I/O and no replication save five idle processes.
  shared_buffers: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_worker_processes: '4',
  // Fewer checkpoints while much is written; the log shrinks again afterwards.
  max_wal_size: '2GB',

  // Short statements: compiling them costs more than it saves.
  jit: 'off',
  random_page_cost: '1.1',

  // Statistics follow a world that grows from nothing within seconds.
  autovacuum_naptime: '15s',

  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};
