import { Button } from 'antd';
import { useState } from 'react';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { LinkShown } from './LinkShown';
import { type Person, useReissue, useSetEnabled } from './persons.queries';

/** What a system administrator does with an account: a new link, stop it, let it work again. */
export function AccountActs({ person }: { person: Person }) {
  const [act, setAct] = useState<'link' | 'status'>();
  const [reason, setReason] = useState('');
  const reissuing = useReissue(person);
  const setting = useSetEnabled(person);
  const isDisabled = person.status === 'disabled';
  const ends = () => {
    setAct(undefined);
    setReason('');
  };
  const send = () =>
    act === 'link'
      ? reissuing.mutate(reason.trim(), { onSuccess: ends })
      : setting.mutate({ enabled: isDisabled, reason: reason.trim() }, { onSuccess: ends });
  return (
    <section className="panel stacked" aria-labelledby="account-acts">
      <h2 id="account-acts">账号管理</h2>
      {reissuing.data && <LinkShown link={reissuing.data} name={person.displayName} />}
      {act === undefined ? (
        <div className="acts">
          {!isDisabled && <Button onClick={() => setAct('link')}>重新发一次性链接</Button>}
          <Button danger={!isDisabled} onClick={() => setAct('status')}>
            {isDisabled ? '恢复账号' : '停用账号'}
          </Button>
        </div>
      ) : (
        <SendForm
          className="stacked"
          label={act === 'link' ? '重新发一次性链接' : isDisabled ? '恢复账号' : '停用账号'}
          sending={act === 'link' ? reissuing : setting}
          onSend={send}
          verb={act === 'link' ? '发新链接，原口令作废' : isDisabled ? '恢复账号' : '停用账号'}
          danger={act === 'status' && !isDisabled}
          ready={reason.trim() !== ''}
          onCancel={ends}
        >
          <p>
            {act === 'link'
              ? '原来的口令、动态口令和登录立即作废；本人用新链接设好口令后，要由安全管理员重新核实。'
              : isDisabled
                ? '恢复以后要重新发一次性链接，并由安全管理员重新核实。'
                : '立即退出所有登录，不能再登录；授权和记录保留。'}
          </p>
          <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
        </SendForm>
      )}
    </section>
  );
}
