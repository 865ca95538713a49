import { together } from './together';

together('libs/desk');
together('libs/recognition');
