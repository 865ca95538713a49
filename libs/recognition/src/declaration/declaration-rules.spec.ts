import { declarationRules, loadDeclarationRules } from './declaration-rules';

describe('the rules of declarations', () => {
  it('are those of the file', () => {
    expect(declarationRules()).toMatchObject({
      ...{ confirmation: { hours: 72, tries: 5 }, titles: { renewalMonths: 12 } },
      commitment: expect.stringContaining('三年内不得申报'),
    });
  });

  it('name everything that is wrong, with its line', () => {
    const read = () =>
      loadDeclarationRules(
        [
          ...['confirmation: { hours: 0, tries: 5, more: 1 }', 'titles: { renewalMonths: 0 }', 'commitment: 承诺'],
          ...['evidence:', '  auditReports: { required: yes, year: no, facts: [] }', 'extra: 1'],
        ].join('\n'),
      );
    expect(read).toThrow(
      expect.objectContaining({
        code: 'RECOGNITION.BAD_DECLARATION_RULES',
        problems: expect.arrayContaining(
          ['hours', 'more', 'renewalMonths', 'auditReports', 'extra'].map((word) =>
            expect.objectContaining({ message: expect.stringContaining(word) }),
          ),
        ),
      }),
    );
  });
});
