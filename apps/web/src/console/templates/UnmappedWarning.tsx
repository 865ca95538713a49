import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';

/** A form whose columns nobody has confirmed yet can't be filled. */
export function UnmappedWarning({ templateId }: { templateId: string }) {
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title="这个模板的各列还没有人核对。"
      description={
        <Link to="/console/templates/$id" params={{ id: templateId }}>
          去逐列核对
        </Link>
      }
    />
  );
}
