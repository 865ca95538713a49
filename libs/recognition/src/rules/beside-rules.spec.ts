import { readInstalledFile } from '@tidu/platform';
import { checkRules, loadCheckRules } from './check-rules';
import { consultationRules, loadConsultationRules } from './consultation-rules';
import { loadRelationRules, relationRules } from './relation-rules';
import { procedures } from './procedures';

const at = (name: string) => `seeds/recognition/${name}.yaml`;

describe('the rules of consultations, checks and related firms', () => {
  it('name states and acts that some procedure has', () => {
    const all = [...procedures().values()];
    const states = new Set(all.flatMap((one) => [...one.states.keys()]));
    const acts = new Set(all.flatMap((one) => [...one.actions.keys()]));
    const [consultation, check, relation] = [consultationRules(), checkRules(), relationRules()];
    const named = [...consultation.states, ...check.states, ...Object.values(relation.states).flat()];
    expect(named.filter((one) => !states.has(one))).toEqual([]);
    const guards = [...consultation.guards, ...check.guards, ...relation.guards];
    expect(guards.filter((one) => !acts.has(one))).toEqual([]);
  });

  const refusal = (load: (text: string) => unknown, name: string, was: string, is: string): string => {
    const text = readInstalledFile(at(name));
    expect(text).toContain(was);
    try {
      load(text.replace(was, is));
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  it.each([
    [
      'an unknown key',
      loadConsultationRules,
      'consultation',
      'noReply: explain',
      'noReply: explain\ncolour: red',
      'colour',
    ],
    [
      'no reply taken as consent',
      loadConsultationRules,
      'consultation',
      'noReply: explain',
      'noReply: consent',
      'noReply',
    ],
    [
      'a department without days',
      loadConsultationRules,
      'consultation',
      'workingDays: 5',
      'workingDays: 0',
      'workingDays',
    ],
    [
      'a department that is no map',
      loadConsultationRules,
      'consultation',
      'departments:',
      'departments:\n  fire: 消防',
      'fire',
    ],
    ['a guard that is no code', loadConsultationRules, 'consultation', '[pass, approve]', '[2pass]', '2pass'],
    ['a share beyond all', loadCheckRules, 'checks', 'percent: 10', 'percent: 101', 'percent'],
    ['nobody sent', loadCheckRules, 'checks', 'officersEach: 2', 'officersEach: 0', 'officersEach'],
    ['an unknown effect', loadCheckRules, 'checks', 'differs: explain', 'differs: ignore', 'differs'],
    ['a day that is none', loadRelationRules, 'relations', `'2026-01-01'`, `'2026-02-30'`, 'from'],
    ['an unknown relation', loadRelationRules, 'relations', 'relation: controller', 'relation: cousin', 'relation'],
    [
      'a title held that is not named',
      loadRelationRules,
      'relations',
      '    holds: { title: singleChampion, level: nation }\n',
      '',
      'holds',
    ],
    [
      'oneself declaring',
      loadRelationRules,
      'relations',
      'relation: group\n    against: declaring',
      'relation: self\n    against: declaring',
      '本企业',
    ],
    ['digits beyond the code', loadRelationRules, 'relations', 'digits: 3', 'digits: 9', 'digits'],
  ] as const)('refuse %s and say where', (_, load, name, was, is, said) => {
    const refused = refusal(load, name, was, is);
    expect(refused).toContain(said);
    expect(refused).toContain(at(name));
  });
});
