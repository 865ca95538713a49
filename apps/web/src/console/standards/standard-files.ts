/** Whether a file holds cases, by its name. */
export const isCases = (name: string) => /\.cases\.ya?ml$/i.test(name);

/** What is wrong with a choice of files before any is read, and what to do; undefined: nothing. */
export function faultOf(names: readonly string[]): string | undefined {
  const other = names.find((name) => !/\.ya?ml$/i.test(name));
  if (other !== undefined) return `“${other}”不是 YAML 文件，请选择扩展名为 .yaml 的标准和用例。`;
  const standards = names.filter((name) => !isCases(name));
  if (standards.length === 0) return '只选了用例，请把标准文件也一起选上。';
  if (standards.length > 1) return `一次只能检查一个标准，选了 ${standards.length} 个：${standards.join('、')}。`;
  if (names.length > 2) return '一个标准只有一个用例文件，请只选两个文件。';
  return undefined;
}
