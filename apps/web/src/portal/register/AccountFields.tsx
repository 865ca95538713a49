import { PasswordField } from '../../shared/ui/PasswordField';
import { TextField } from '../../shared/ui/TextField';

/** An account as it is being typed. */
export interface AccountDraft {
  displayName: string;
  loginName: string;
  password: string;
  again: string;
}

export const noAccount: AccountDraft = { displayName: '', loginName: '', password: '', again: '' };
const loginForm = /^[a-z0-9][a-z0-9._-]{1,31}$/;

export const isReadyAccount = ({ displayName, loginName, password, again }: AccountDraft): boolean =>
  displayName.trim() !== '' && loginForm.test(loginName) && password !== '' && password === again;

/** Who one is, and how one signs in from now on. */
export function AccountFields(props: { account: AccountDraft; onChange: (account: AccountDraft) => void }) {
  const { account, onChange } = props;
  const change = (part: Partial<AccountDraft>) => onChange({ ...account, ...part });
  const wrong = account.loginName !== '' && !loginForm.test(account.loginName);
  return (
    <>
      <TextField
        label="您的姓名"
        max={50}
        value={account.displayName}
        onChange={(displayName) => change({ displayName })}
      />
      <TextField
        label="登录名"
        hint="小写字母、数字、点和横线，2–32 个；以后不能改"
        error={wrong ? '登录名用小写字母、数字、点和横线，2–32 个，以字母或数字开头。' : undefined}
        max={32}
        name="username"
        value={account.loginName}
        onChange={(text) => change({ loginName: text.trim().toLowerCase() })}
      />
      <PasswordField
        label="口令"
        hint="至少 10 个字符，大写字母、小写字母、数字、符号中至少三类；不要用常见的词"
        kind="new-password"
        value={account.password}
        onChange={(password) => change({ password })}
      />
      <PasswordField
        label="再输一遍"
        error={account.again !== '' && account.again !== account.password ? '两次输入的不一样。' : undefined}
        kind="new-password"
        value={account.again}
        onChange={(again) => change({ again })}
      />
    </>
  );
}
