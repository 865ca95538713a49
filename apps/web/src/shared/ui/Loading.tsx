import { Spin } from 'antd';

/** Something is on its way; says what, because waiting without a word feels broken. */
export function Loading({ what = '正在读取' }: { what?: string }) {
  return (
    <div className="state" role="status">
      <Spin size="small" />
      <span>{what} …</span>
    </div>
  );
}
