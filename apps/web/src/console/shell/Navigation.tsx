import { Link, useRouterState } from '@tanstack/react-router';
import { useMay } from '../../shared/session/session';
import { allowedGroups, allowedPages } from './allowed';
import { navigation, placeOf } from './navigation';

const usePlace = () => placeOf(useRouterState({ select: ({ location }) => location.pathname }));

/** The groups, side by side in the bar. */
export function MainNavigation() {
  const place = usePlace();
  const may = useMay();
  return (
    <nav className="shell__nav" aria-label="主导航">
      {allowedGroups(navigation, may).map((group) => (
        <Link
          key={group.label}
          to={group.pages[0]?.to}
          className={place?.group.label === group.label ? 'is-here' : undefined}
          aria-current={place?.group.label === group.label ? 'true' : undefined}
        >
          {group.label}
        </Link>
      ))}
    </nav>
  );
}

/** The pages of the group one is in; nothing where it has but one. */
export function GroupNavigation() {
  const place = usePlace();
  const may = useMay();
  if (!place) return null;
  const { group, page } = place;
  const pages = allowedPages(group.pages, may);
  if (pages.length < 2) return null;
  return (
    <nav className="shell__pages no-print" aria-label={group.label}>
      {pages.map((one) => (
        <Link
          key={one.to}
          to={one.to}
          className={one === page ? 'is-here' : undefined}
          aria-current={one === page ? 'page' : undefined}
        >
          {one.label}
        </Link>
      ))}
    </nav>
  );
}
