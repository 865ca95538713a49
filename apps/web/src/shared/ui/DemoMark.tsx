/** Marks what belongs to the invented demo district. */
export function DemoMark() {
  return <span className="demo-mark">演示数据</span>;
}
