import { Link, useRouterState } from '@tanstack/react-router';
import { navigation, placeOf } from './navigation';

const usePlace = () => placeOf(useRouterState({ select: ({ location }) => location.pathname }));

/** The groups, side by side in the bar. */
export function MainNavigation() {
  const place = usePlace();
  return (
    <nav className="shell__nav" aria-label="主导航">
      {navigation.map((group) => (
        <Link
          key={group.label}
          to={group.pages[0].to}
          className={place?.group === group ? 'is-here' : undefined}
          aria-current={place?.group === group ? 'true' : undefined}
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
  if (!place || place.group.pages.length < 2) return null;
  const { group, page } = place;
  return (
    <nav className="shell__pages no-print" aria-label={group.label}>
      {group.pages.map((one) => (
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
