import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

/**
 * The least a server can do: one named statement on a pooled connection, its rows as JSON. The statement is that of
 * the doors, under the same row security, which is set once for each connection.
 */
const { BENCH_APP_URL: connectionString, BENCH_STATEMENT: text = '', BENCH_VALUES = '[]' } = process.env;
const pool = new Pool({ connectionString, max: 20, options: '-c tidu.scope=*' });
const values = JSON.parse(BENCH_VALUES) as unknown[];

const server = http.createServer((_request, response) => {
  pool.query({ name: 'list', text, values }).then(
    ({ rows }) => {
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(JSON.stringify({ items: rows }));
    },
    (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
