// Loaded into a program before it starts (node --import): when the process that started it is gone, also by kill -9,
// the program is asked to end as by any other SIGTERM.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
