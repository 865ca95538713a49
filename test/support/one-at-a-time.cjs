// A connection that doesn't pipeline takes one statement at a time: pg queues a second one today, and will refuse it
// with its next major version. Here it is refused already, so that whoever sends two at once in a write is told.
const { Client } = require('pg');

const { query } = Client.prototype;
if (!query.isOneAtATime) {
  const oneAtATime = function (...args) {
    if (!this.pipeline && (this._activeQuery || this._queryQueue.length > 0))
      throw new Error('two statements at once on one connection: wait for the first, or read them in a read');
    return query.apply(this, args);
  };
  Client.prototype.query = Object.assign(oneAtATime, { isOneAtATime: true });
}
