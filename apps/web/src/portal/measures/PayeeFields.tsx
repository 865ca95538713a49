import { TextField } from '../../shared/ui/TextField';
import type { Payee } from './own-measures.queries';

export const payeeReady = ({ name, bank, account }: Payee): boolean =>
  name.trim().length >= 2 && bank.trim().length >= 2 && /^\d{8,32}$/.test(account);

/** The account the money goes to: the enterprise's own. */
export function PayeeFields({ payee, onChange }: { payee: Payee; onChange: (payee: Payee) => void }) {
  return (
    <>
      <TextField
        label="收款户名"
        hint="须与登记的企业名称一致"
        max={200}
        value={payee.name}
        onChange={(name) => onChange({ ...payee, name })}
      />
      <TextField
        label="开户行"
        hint="写全称，如 中国银行某某支行"
        max={100}
        value={payee.bank}
        onChange={(bank) => onChange({ ...payee, bank })}
      />
      <TextField
        label="账号"
        hint="8 至 32 位数字"
        max={40}
        value={payee.account}
        onChange={(account) => onChange({ ...payee, account: account.replace(/[\s-]/g, '') })}
      />
    </>
  );
}
