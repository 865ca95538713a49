export { Enterprises1764100300000 } from './migrations/1764100300000-enterprises';
