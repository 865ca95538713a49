import { dictionary, seedRelease, standardText } from '../testing/seeds';
import { Differences } from './differences';
import { loadOverlay, overlayBase } from './overlay';

const id = 'miit-2022-63-innovative';
const base = () => ({ text: standardText(id), release: seedRelease(id) });
const load = (text: string) => loadOverlay(text, base(), dictionary, 'trial.yaml');

describe('an overlay', () => {
  it('changes the clauses it names and takes everything else from the standard', () => {
    const overlay = load(
      `extends: ${id}\noverrides:\n  total: { atLeast: 70 }\n  direct-financing: { atLeast: 300万 }\n`,
    );
    const { list } = new Differences(seedRelease(id).document, overlay.document);
    expect(list.map((one) => one.id).sort()).toEqual(['direct-financing', 'total']);
    expect(overlay.document.name).toMatch('（试改）');
    expect(overlay.id).toBe(id);
  });

  it('may have a name of its own', () => {
    expect(load(`name: 七十分\nextends: ${id}\noverrides:\n  total: { atLeast: 70 }\n`).document.name).toBe('七十分');
  });

  it('says the line of the file where it is wrong', () => {
    const wrong = `extends: ${id}\noverrides:\n  total: { atLeast: 70 }\n  nothing-here: { atLeast: 3 }\n`;
    expect(() => load(wrong)).toThrow(/trial\.yaml.*4.*nothing-here/s);
    expect(() => load('extends: another\noverrides: {}\n')).toThrow(/another/);
  });

  it('names the standard it changes', () => {
    expect(overlayBase(`# 试\nextends: '${id}' # 本标准\n`)).toBe(id);
    expect(overlayBase('id: something\n')).toBeNull();
  });
});
