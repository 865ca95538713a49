import { Alert, Typography } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { Hash } from '../../shared/ui/Hash';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Declaration, useAskConfirmation, useSubmit } from './declaration.queries';
import type { useDeclarationDraft } from './use-declaration';

interface ConfirmPartProps {
  enterpriseId: string;
  view: Declaration;
  maySubmit: boolean;
  onRead: () => void;
  draft: ReturnType<typeof useDeclarationDraft>;
  /** Asked and neither known nor filled in. */
  unanswered: { code: string; label: string }[];
}

/** What is left to do: mistakes with the way to them, the legal representative's confirmation, submitting. */
export function ConfirmPart({ enterpriseId, view, maySubmit, onRead, draft, unanswered }: ConfirmPartProps) {
  const { standing, unsaved } = draft;
  const { problems } = standing;
  const [lastFour, setLastFour] = useState('');
  const asking = useAskConfirmation(enterpriseId, view);
  const link = asking.data && `${window.location.origin}${asking.data.path}`;
  const confirmation = standing.changed ? null : view.confirmation;
  if (!maySubmit)
    return <p className="panel">您可以填写，不能提交；填好以后请本企业有提交权限的人登录，请法定代表人确认后提交。</p>;
  return (
    <section className="panel stacked" aria-labelledby="confirm">
      <h2 id="confirm">确认和提交</h2>
      {problems.length > 0 && (
        <div className="declaration__marks" role="status">
          <p>
            <strong>还有 {problems.length} 处要改</strong>，改好后才能确认和提交：
          </p>
          <ul>
            {problems.map(({ field, code, message }) => (
              <li key={field + code}>
                <a href={`#d-${field.replace('evidence.', '')}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {unanswered.length > 0 && (
        <details>
          <summary>还有 {unanswered.length} 项没有填，按缺数据提交</summary>
          <ul className="declaration__unanswered">
            {unanswered.map(({ code, label }) => (
              <li key={code}>
                <a href={`#d-${code}`}>{label}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="declaration__commitment">
        <strong>承诺书</strong> {view.commitment}
      </p>
      {confirmation?.confirmedAt ? (
        <Submit enterpriseId={enterpriseId} view={view} blocked={unsaved} />
      ) : (
        <SendForm
          className="stacked"
          label="请法定代表人确认"
          sending={asking}
          onSend={() => asking.mutate(lastFour, { onSuccess: () => setLastFour('') })}
          verb={confirmation || link ? '重新发确认链接' : '定稿，得到确认链接'}
          ready={!unsaved && /^\d{3}[\dXx]$/.test(lastFour)}
          lacking={unsaved ? '正在保存草稿' : '请填法定代表人证件号码末四位'}
        >
          <p>
            第一步，把现在的内容定下来，请<strong>法定代表人</strong>在手机上打开链接确认；之后再改，要重新确认。
          </p>
          <TextField
            label="法定代表人证件号码末四位"
            hint="打开链接的人要答对姓名和这四位；本系统不保存证件号码。"
            max={4}
            value={lastFour}
            onChange={setLastFour}
          />
        </SendForm>
      )}
      {confirmation && !confirmation.confirmedAt && !link && (
        <p>
          {formatInstant(confirmation.createdAt)} 已由 {confirmation.createdByName} 发出确认链接，
          {formatInstant(confirmation.expiresAt)} 前有效，还没有确认。
        </p>
      )}
      {link && asking.data && !confirmation?.confirmedAt && (
        <Alert
          type="success"
          role="status"
          title="确认链接，只显示这一次"
          description={
            <>
              <p>请交给法定代表人，{formatInstant(asking.data.expiresAt)} 前有效；先前发的已作废。</p>
              <Typography.Text className="code portal-link" copyable={{ text: link, tooltips: ['复制', '已复制'] }}>
                {link}
              </Typography.Text>
              <p className="quiet">
                要确认的内容校验值 <Hash value={asking.data.hash} />
              </p>
              <p>
                <button type="button" className="declaration__again" onClick={onRead}>
                  法定代表人确认好了，刷新
                </button>
              </p>
            </>
          }
        />
      )}
    </section>
  );
}

function Submit({ enterpriseId, view, blocked }: { enterpriseId: string; view: Declaration; blocked: boolean }) {
  const submitting = useSubmit(enterpriseId, view);
  const { confirmation } = view;
  const isAgain = view.receiptNumber !== null;
  return (
    <SendForm
      className="stacked"
      label="提交申报"
      sending={submitting}
      onSend={() => submitting.mutate(undefined)}
      verb={isAgain ? '再次提交' : '提交申报'}
      ready={!blocked}
    >
      <p>
        法定代表人 {confirmation?.confirmedName} 于 {formatInstant(confirmation?.confirmedAt ?? '')}{' '}
        确认了这份内容，校验值 <Hash value={confirmation?.hash ?? ''} />。
      </p>
      <p className="quiet">提交时间以服务器为准；提交后得到回执，内容不再改变。</p>
    </SendForm>
  );
}
