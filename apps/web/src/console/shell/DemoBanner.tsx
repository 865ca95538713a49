import { useSummary } from '../summary';

/** Stands above every page while the register holds the invented demo district. */
export function DemoBanner() {
  const { data } = useSummary();
  if (!data?.demo) return null;
  return (
    <p className="demo-banner" role="note">
      <strong>演示数据</strong>：登记簿里含虚构的演示企业，并非真实企业，请勿用于正式工作。清除演示数据：
      <code>npx tidu demo remove</code>
    </p>
  );
}
