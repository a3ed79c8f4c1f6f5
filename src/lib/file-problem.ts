/** What the system's commonest refusals of a file mean; its own texts name system calls. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user has no right to it',
  EPERM: 'this user has no right to it',
  EROFS: 'is on a disk that cannot be written',
  ENOSPC: 'the disk is full',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** What is wrong with a file, in words to put after its name and a colon; null for an error that no file system throws. */
export const fileProblem = (error: unknown): string | null => {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' && syscall !== undefined ? (WORDS[code] ?? code) : null;
};
