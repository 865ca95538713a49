import { openArea, openWords, plainArea } from './area-sum';

describe('the sum shown while shares are typed', () => {
  const typed = (shares: string[], more = {}) => ({
    ...{ area: '10', publicArea: '', vacantArea: '0.5', shares: shares.map((area) => ({ area })), ...more },
  });

  it('is exact, says by how much it is out, and waits for what can’t be read', () => {
    expect(openArea(typed(['0.1', '0.2', '9.2']))).toBe(0n);
    expect(openWords(openArea(typed(['9.4999'])))).toBe('还差 0.0001 亩：没有人用的请记在空置里');
    expect(openWords(openArea(typed(['10'])))).toBe('多出 0.5 亩');
    for (const bad of ['1e3', '-1', '0.00001', '三', '1,5']) expect(openArea(typed([bad]))).toBe(null);
    expect([plainArea('12.5000'), plainArea('100.0000'), plainArea('100')]).toEqual(['12.5', '100', '100']);
  });
});
