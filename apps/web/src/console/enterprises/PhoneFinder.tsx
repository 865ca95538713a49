import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { ProblemView } from '../../shared/ui/ProblemView';
import { roleWords } from './identity/identity-words';

type Find = components['schemas']['PhoneFindDto'];

/** Whose number is it (来电查企业): the whole number alone finds, since it lies encrypted; every search is noted. */
export function PhoneFinder() {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<PhoneForm onLeave={() => setOpen(false)} />}
    >
      <Button size="small" aria-expanded={open}>
        按电话查
      </Button>
    </Popover>
  );
}

function PhoneForm({ onLeave }: { onLeave: () => void }) {
  const [phone, setPhone] = useState('');
  const find = useMutation({
    mutationFn: (asked: string) => unwrap(api.POST('/api/console/contact-phone-searches', { body: { phone: asked } })),
    gcTime: 0,
  });
  const items = find.data?.items;
  return (
    <form
      className="view-bar__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (phone.trim() !== '') find.mutate(phone.trim());
      }}
    >
      <label htmlFor="phone-find">来电号码</label>
      <Input
        id="phone-find"
        inputMode="tel"
        autoComplete="off"
        maxLength={30}
        placeholder="完整的号码，如 13800000000"
        value={phone}
        onChange={(event) => {
          setPhone(event.target.value);
          find.reset();
        }}
      />
      <p className="quiet">号码是加密保存的，只能按完整的号码查；每次查找都记入审计，号码不记。</p>
      <Button type="primary" htmlType="submit" disabled={phone.trim() === ''} loading={find.isPending}>
        查是哪家企业
      </Button>
      {find.error && <ProblemView error={find.error} />}
      {items?.length === 0 && <p role="status">没有联系人登记过这个号码（在您的范围内）。请核对号码，座机连同区号。</p>}
      {items && items.length > 0 && (
        <ul className="phone-finds" role="status">
          {items.map((one) => (
            <FoundLine key={one.contactId} found={one} onLeave={onLeave} />
          ))}
        </ul>
      )}
    </form>
  );
}

function FoundLine({ found, onLeave }: { found: Find; onLeave: () => void }) {
  const { enterpriseId, enterpriseName, role, validUntil } = found;
  return (
    <li>
      <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} search={{ tab: 'identity' }} onClick={onLeave}>
        {enterpriseName}
      </Link>
      <span className="quiet">
        {roleWords[role] ?? role}
        {validUntil !== null && `，到 ${validUntil} 止`}
      </span>
    </li>
  );
}
