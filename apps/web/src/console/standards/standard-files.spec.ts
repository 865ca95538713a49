import { faultOf } from './standard-files';

describe('the files of a standard', () => {
  it('are a standard, and its cases if there are any', () => {
    expect(faultOf(['a.yaml', 'a.cases.yaml'])).toBeUndefined();
    expect(faultOf(['a.cases.YML', 'a.YAML'])).toBeUndefined();
    expect(faultOf(['a.yaml'])).toBeUndefined();
  });

  it.each([
    [['图.png'], '“图.png”不是 YAML 文件'],
    [['a.cases.yaml'], '只选了用例'],
    [['a.yaml', 'b.yaml'], '一次只能检查一个标准，选了 2 个：a.yaml、b.yaml'],
    [['a.yaml', 'a.cases.yaml', 'b.cases.yaml'], '只有一个用例文件'],
  ])('%j is refused with what to do', (names, says) => {
    expect(faultOf(names)).toContain(says);
  });
});
