import { type RunningProduct, signInAtProduct, startProduct, temporaryHome } from './product';

/** A product of a test's own: an empty register in a folder of its own, with somebody signed in who may do all business. */
export interface OwnProduct {
  /** Its folder (TIDU_HOME). */
  readonly home: string;
  readonly url: string;
  /** What the pages' requests carry. */
  readonly headers: Record<string, string>;
}

/** Call in a `describe`: started before its cases, stopped and taken away after them. */
export function ownProduct(): OwnProduct {
  const home = temporaryHome();
  let product: RunningProduct | undefined;
  let headers: Record<string, string> = {};
  beforeAll(async () => {
    product = await startProduct(home.dir, ['--empty']);
    ({ headers } = await signInAtProduct(home.dir));
  });
  afterAll(async () => {
    await product?.stop();
    home.remove();
  });
  return {
    home: home.dir,
    get url() {
      return product?.url ?? '';
    },
    get headers() {
      return headers;
    },
  };
}
