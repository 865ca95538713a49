import { together } from './together';

together('libs/desk');
