import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Loading } from './Loading';

/** Leads to another address in place of this one. */
export function GoTo({ address }: { address: string }) {
  const { history } = useRouter();
  useEffect(() => history.replace(address), [history, address]);
  return <Loading what="正在打开" />;
}
