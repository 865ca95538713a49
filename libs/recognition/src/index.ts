export { Recognition1764301800000 } from './migrations/1764301800000-recognition';
export { RecognitionModule } from './recognition.module';
