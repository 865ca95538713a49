import { hostileBodies, sendBody } from '@tidu/test/hostile-bodies';
import { ownProduct } from '@tidu/test/own-product';
import { processMemory } from '@tidu/test/process-cost';
import { ownProcesses } from './installation';

jest.setTimeout(300_000);

/** T23: bodies made to keep the doors busy. What they cost of the processor is measured by the bench `refusals`. */
describe('a body that is meant to hurt', () => {
  const product = ownProduct();

  it.each(hostileBodies)(
    '$says is refused, without being kept in memory, and the doors go on serving',
    async (hostile) => {
      const { doors } = ownProcesses(product.home);
      const body = hostile.make();
      const send = () => sendBody(product.url, product.headers, body, hostile.headers);
      await send(); // the first one brings what is needed to refuse
      const before = processMemory('VmRSS', doors);
      // ten times 100 MB; what was read of one must be gone with it
      for (let i = 0; i < 10; i++) expect(hostile.statuses).toContain(await send());
      expect(processMemory('VmHWM', doors) - before).toBeLessThan(150);
      expect(ownProcesses(product.home).doors).toBe(doors);
      expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
    },
  );
});
