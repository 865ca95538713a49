const fs = require('node:fs');
const { Client } = require('pg');
const { query } = Client.prototype;
if (!query.isOneAtATime) {
  const oneAtATime = function (...args) {
    if (!this.pipeline && (this._activeQuery || this._queryQueue.length > 0))
      fs.appendFileSync('/tmp/secwork/twice.log', JSON.stringify({ now: String(args[0]?.text ?? args[0]).slice(0, 80), active: String(this._activeQuery?.text).slice(0,80), stack: new Error().stack.split('\n').slice(2, 12) }) + '\n');
    return query.apply(this, args);
  };
  Client.prototype.query = Object.assign(oneAtATime, { isOneAtATime: true });
}
