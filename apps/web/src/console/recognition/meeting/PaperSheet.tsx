import type { ReactNode } from 'react';
import type { MeetingPack } from './meeting.queries';

interface PaperSheetProps {
  pack: MeetingPack;
  what: string;
  children: ReactNode;
}

/** What begins on a sheet of its own; its header, with the snapshot's id, stands on every page it takes. */
export function PaperSheet({ pack, what, children }: PaperSheetProps) {
  return (
    <table className="meeting__sheet" role="presentation">
      <thead>
        <tr>
          <td>
            <p className="meeting__head">
              <span>
                {pack.bureau && `${pack.bureau} · `}
                {pack.batchName}
              </span>
              <span>{what}</span>
              <span>预评估，非认定</span>
              <span className="code">快照 {pack.id}</span>
              <span className="code">根值 {pack.root}</span>
            </p>
          </td>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{children}</td>
        </tr>
      </tbody>
    </table>
  );
}
