import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatInstant } from '../format/times';
import './message-list.css';

/** A message as either inbox shows it. */
export interface ShownMessage {
  id: string;
  kindName: string;
  subject: string;
  body: string;
  enterpriseName: string | null;
  createdAt: string;
  createdByName: string;
  readAt: string | null;
  opens: string | null;
}

interface MessageListProps {
  messages: readonly ShownMessage[];
  /** One that is opened from the start. */
  opened?: string | undefined;
  onRead: (id: string) => void;
}

/** Messages, the newest first; opening one reads it. */
export function MessageList({ messages, opened, onRead }: MessageListProps) {
  return (
    <ul className="messages" aria-label="消息">
      {messages.map(({ id, kindName, subject, body, enterpriseName, createdAt, createdByName, readAt, opens }) => (
        <li key={id} className={readAt === null ? 'message message--unread' : 'message'}>
          <details
            open={id === opened || undefined}
            onToggle={(event) => event.currentTarget.open && readAt === null && onRead(id)}
          >
            <summary>
              <span className="message__subject">
                {readAt === null && <span className="message__mark">未读</span>}
                {subject}
              </span>
              <span className="message__about">
                {kindName}
                {enterpriseName && ` · ${enterpriseName}`} · {formatInstant(createdAt)}
              </span>
            </summary>
            <p className="message__body">{body}</p>
            <p className="quiet">{createdByName}</p>
            <div className="acts">
              {opens !== null && (
                <Link to={opens as '/console'} className="message__opens">
                  去办理
                </Link>
              )}
              {readAt === null && <Button onClick={() => onRead(id)}>记为已读</Button>}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
