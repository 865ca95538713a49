import { Alert, Typography } from 'antd';
import { formatInstant } from '../../shared/format/times';
import type { Link } from './persons.queries';

/** A one-time link, shown once: to be handed over to the person alone. */
export function LinkShown({ link, name }: { link: Link; name: string }) {
  const address = `${window.location.origin}${link.path}`;
  return (
    <Alert
      type="success"
      role="status"
      title={`${name} 的一次性链接，只显示这一次`}
      description={
        <>
          <p>请当面或用别的可靠办法交给本人，{formatInstant(link.expiresAt)} 前有效。</p>
          <Typography.Text className="code persons__link" copyable={{ text: address, tooltips: ['复制', '已复制'] }}>
            {address}
          </Typography.Text>
        </>
      }
    />
  );
}
