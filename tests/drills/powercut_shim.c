/* powercut_shim.c: what a power cut would leave of a folder. Loaded with LD_PRELOAD under a program that writes there.
 *
 * Keeps a shadow of HEARTH_SHIM_FOLDER in HEARTH_SHIM_SHADOW (both without links, the shadow exists): a file's bytes come to be
 * there only when the program syncs the file. Everything else is lost, the worst that a disk may do. Removing and renaming take
 * effect at once, as journalling file systems order them before later syncs: without that, a removed log would rise again.
 * HEARTH_SHIM_SYNCS=N makes every sync after the N-th fail with EIO.
 *
 * Blocks that are equal are not written again, and nothing is truncated first: a kill in the middle of a copy leaves a prefix of
 * the sync, which is what a torn write is. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { path_max = 4096, block = 65536 };

static const char* folder;
static const char* shadow;
static long syncs_left = -1; /* -1: without end */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void read_settings(void) {
  folder = getenv("HEARTH_SHIM_FOLDER");
  shadow = getenv("HEARTH_SHIM_SHADOW");
  const char* syncs = getenv("HEARTH_SHIM_SYNCS");
  if (syncs) syncs_left = atol(syncs);
}

/* The shadow's name of a path in the folder; 0 when it is elsewhere. */
static int shadow_name(const char* path, char* out) {
  char absolute[path_max];
  if (!folder || !shadow) return 0;
  if (path[0] != '/') {
    char here[path_max];
    if (!getcwd(here, sizeof here)) return 0;
    if (snprintf(absolute, sizeof absolute, "%s/%s", here, path) >= (int)sizeof absolute) return 0;
    path = absolute;
  }
  const size_t length = strlen(folder);
  if (strncmp(path, folder, length) != 0 || path[length] != '/') return 0;
  return snprintf(out, path_max, "%s%s", shadow, path + length) < path_max;
}

static void copy_differing_blocks(int from, int to, off_t size) {
  static char mine[block], theirs[block]; /* under guard */
  for (off_t at = 0; at < size; at += block) {
    const size_t wanted = size - at < block ? (size_t)(size - at) : (size_t)block;
    const ssize_t got = pread(from, mine, wanted, at);
    if (got <= 0) return;
    const ssize_t had = pread(to, theirs, (size_t)got, at);
    if (had != got || memcmp(mine, theirs, (size_t)got) != 0)
      if (pwrite(to, mine, (size_t)got, at) != got) return;
  }
}

static void keep(int descriptor) {
  char link[64], path[path_max], copy[path_max];
  struct stat found;
  if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode)) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = '\0';
  if (!shadow_name(path, copy)) return;
  /* By the program's own descriptor where it can read: closing another one of the same file would drop SQLite's locks. */
  const int readable = (fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_WRONLY;
  const int from = readable ? descriptor : open(path, O_RDONLY | O_CLOEXEC);
  const int to = open(copy, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (from >= 0 && to >= 0) {
    copy_differing_blocks(from, to, found.st_size);
    if (ftruncate(to, found.st_size) != 0) abort();
  }
  if (from >= 0 && !readable) close(from);
  if (to >= 0) close(to);
}

static int may_sync(void) {
  if (syncs_left < 0) return 1;
  if (syncs_left == 0) return 0;
  --syncs_left;
  return 1;
}

static int sync_with(int descriptor, int (*real)(int)) {
  pthread_mutex_lock(&guard);
  const int allowed = may_sync();
  if (allowed) keep(descriptor);
  pthread_mutex_unlock(&guard);
  if (!allowed) {
    errno = EIO;
    return -1;
  }
  return shadow ? 0 : real(descriptor); /* the shadow is the disk: trials need not wait for the real one */
}

int fsync(int descriptor) { return sync_with(descriptor, (int (*)(int))dlsym(RTLD_NEXT, "fsync")); }
int fdatasync(int descriptor) { return sync_with(descriptor, (int (*)(int))dlsym(RTLD_NEXT, "fdatasync")); }

int unlink(const char* path) {
  char copy[path_max];
  int (*real)(const char*) = (int (*)(const char*))dlsym(RTLD_NEXT, "unlink");
  const int result = real(path);
  const int fault = errno;
  if (result == 0 && shadow_name(path, copy)) real(copy);
  errno = fault;
  return result;
}

int remove(const char* path) {
  char copy[path_max];
  int (*real)(const char*) = (int (*)(const char*))dlsym(RTLD_NEXT, "remove");
  const int result = real(path);
  const int fault = errno;
  if (result == 0 && shadow_name(path, copy)) real(copy);
  errno = fault;
  return result;
}

int rename(const char* from, const char* to) {
  char copy_from[path_max], copy_to[path_max];
  int (*real)(const char*, const char*) = (int (*)(const char*, const char*))dlsym(RTLD_NEXT, "rename");
  const int result = real(from, to);
  const int fault = errno;
  if (result == 0 && shadow_name(from, copy_from) && shadow_name(to, copy_to)) real(copy_from, copy_to);
  errno = fault;
  return result;
}
