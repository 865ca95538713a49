/**
 * Rows part by part until a part is empty; the next part is on its way while one is worked through, so that the server
 * and we work at the same time. Whoever leaves early waits for that part: a connection takes one statement at a time.
 */
export async function* prefetched<Row>(fetch: () => Promise<Row[]>): AsyncGenerator<Row[]> {
  const ask = () => {
    const rows = fetch();
    rows.catch(() => undefined); // told to who waits for it
    return rows;
  };
  let next = ask();
  try {
    for (;;) {
      const rows = await next;
      if (rows.length === 0) return;
      next = ask();
      yield rows;
    }
  } finally {
    await next.catch(() => undefined);
  }
}
