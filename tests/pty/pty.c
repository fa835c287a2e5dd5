/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a frame is known to be complete. Silence alone proves nothing on a busy machine, where a
 * program may simply not have had its turn. So after each stretch of silence the process that
 * reads from the terminal is looked at in /proc: all its threads must sleep, none may have run
 * during the silence, and no input may be left in the terminal. Only then can nothing more come
 * without a new key, a signal or a timeout longer than the silence.
 *
 * How the end is known. The slave side is kept open here, so that settings and unread input can be
 * looked at, and the end of the program is told by its pidfd. Closing our slave then turns the end
 * of the output into a real end of file: no last words are lost.
 */
#define _GNU_SOURCE 1
#include "pty.h"
#include "debrief/array.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum {
	MAX_ENV = 64,
	ESCAPE_QUIET = 60, /* ms: longer than programs with our ESCDELAY hold a lone escape */
};

double pty_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* A harness that is out of memory has nothing better to do than to end the test. */
static void *need(void *memory)
{
	if (!memory) {
		perror("pty");
		abort();
	}
	return memory;
}

/* -- folders and the environment ----------------------------------------------------------- */

char *pty_folder_new(void)
{
	const char *parent = getenv("TMPDIR");
	char *path = NULL;

	if (asprintf(&path, "%s/debrief-pty.XXXXXX", parent && *parent ? parent : "/tmp") < 0)
		return NULL;
	if (!mkdtemp(path)) {
		perror(path);
		free(path);
		return NULL;
	}
	return path;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

void pty_folder_remove(char *path)
{
	if (path && nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
		perror(path);
	free(path);
}

struct environment {
	char *entry[MAX_ENV + 1];
	size_t count;
};

/* Takes over the entry; the latest of a name wins. */
static void environment_put(struct environment *env, char *entry)
{
	size_t name = strcspn(entry, "=") + 1, i = 0;

	while (i < env->count && strncmp(env->entry[i], entry, name) != 0)
		i++;
	free(env->entry[i]);
	if (i == env->count && ++env->count > MAX_ENV)
		abort();
	env->entry[i] = entry;
}

static void environment_set(struct environment *env, const char *name, const char *value,
			    const char *suffix)
{
	char *entry = NULL;

	if (asprintf(&entry, "%s=%s%s", name, value, suffix) < 0)
		entry = NULL;
	environment_put(env, need(entry));
}

static void environment_fill(struct environment *env, const struct pty_options *o)
{
	static const char *const inherited[] = {
		"PATH",
		"ASAN_OPTIONS",
		"LSAN_OPTIONS",
		"UBSAN_OPTIONS",
	};
	static const struct {
		const char *name, *below;
	} homes[] = {
		{"HOME", ""},
		{"TMPDIR", "/run"},
		{"XDG_RUNTIME_DIR", "/run"},
		{"XDG_DATA_HOME", "/data"},
		{"XDG_STATE_HOME", "/state"},
		{"XDG_CONFIG_HOME", "/config"},
		{"XDG_CACHE_HOME", "/cache"},
	};
	static const char *const fixed[] = {
		"LC_ALL=C.UTF-8", "TZ=UTC",        "USER=coach",
		"LOGNAME=coach",  "SHELL=/bin/sh", "ESCDELAY=25",
	};

	for (size_t i = 0; i < COUNT(inherited); i++)
		if (getenv(inherited[i]))
			environment_set(env, inherited[i], getenv(inherited[i]), "");
	for (size_t i = 0; i < COUNT(homes); i++)
		environment_set(env, homes[i].name, o->home, homes[i].below);
	for (size_t i = 0; i < COUNT(fixed); i++)
		environment_put(env, need(strdup(fixed[i])));
	environment_set(env, "TERM", o->term ? o->term : "xterm-256color", "");
	for (size_t i = 0; o->env && o->env[i]; i++)
		environment_put(env, need(strdup(o->env[i])));
}

/* -- starting and ending ------------------------------------------------------------------- */

static int set_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		p->cursor_visible = value->boolean != 0;
	return 1;
}

static void answer(const char *bytes, size_t len, void *user)
{
	struct pty *p = user;

	if (!p->ended) /* nobody is left who could read it */
		pty_send(p, bytes, len);
}

static void resize_text(struct pty *p)
{
	size_t row = (size_t)p->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 1;

	free(p->text);
	p->text = need(malloc((size_t)p->rows * row + 1));
}

static void open_emulator(struct pty *p)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = set_property};

	p->vt = need(vterm_new(p->rows, p->cols));
	vterm_set_utf8(p->vt, 1);
	vterm_output_set_callback(p->vt, answer, p);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	resize_text(p);
}

static bool open_terminal(struct pty *p, char name[], size_t size)
{
	struct winsize ws = {.ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->cols};

	p->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (p->master < 0 || grantpt(p->master) || unlockpt(p->master) ||
	    ptsname_r(p->master, name, size))
		return false;
	p->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	return p->slave >= 0 && ioctl(p->slave, TIOCSWINSZ, &ws) == 0 &&
	       tcgetattr(p->slave, &p->before) == 0;
}

/* The new session's first open of a terminal makes it the controlling one. */
static int spawn(struct pty *p, const struct pty_options *o, const char *terminal)
{
	struct environment env = {.count = 0};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t all, none;
	int error;

	environment_fill(&env, o);
	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF |
						POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, terminal, O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&files, 0, 1);
	posix_spawn_file_actions_adddup2(&files, 0, 2);
	if (o->cwd)
		posix_spawn_file_actions_addchdir_np(&files, o->cwd);
	p->started_ms = pty_now();
	error = posix_spawnp(&p->pid, o->argv[0], &files, &attr, (char *const *)o->argv, env.entry);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	for (size_t i = 0; i < env.count; i++)
		free(env.entry[i]);
	return error;
}

bool pty_start(struct pty *p, const struct pty_options *o)
{
	char terminal[64], *run = NULL;
	int error;

	*p = (struct pty){
		.master = -1,
		.slave = -1,
		.pidfd = -1,
		.cols = o->cols ? o->cols : 100,
		.rows = o->rows ? o->rows : 30,
	};
	if (asprintf(&run, "%s/run", o->home) < 0)
		return false;
	error = mkdir(run, 0700) && errno != EEXIST ? errno : 0;
	free(run);
	if (error)
		return pty_fail(p, "cannot make a folder in '%s': %s", o->home, strerror(error));
	if (!open_terminal(p, terminal, sizeof(terminal)))
		return pty_fail(p, "cannot open a pseudo-terminal: %s", strerror(errno));
	p->raw = need(calloc(1, p->raw_size = 65536));
	open_emulator(p);
	error = spawn(p, o, terminal);
	if (error) {
		p->pid = 0;
		return pty_fail(p, "cannot start '%s': %s", o->argv[0], strerror(error));
	}
	p->pidfd = (int)syscall(SYS_pidfd_open, p->pid, 0);
	return p->pidfd >= 0 || pty_fail(p, "cannot watch '%s': %s", o->argv[0], strerror(errno));
}

static void close_fd(int *fd)
{
	if (*fd > 0)
		close(*fd);
	*fd = -1;
}

void pty_stop(struct pty *p)
{
	if (p->pid > 0 && !p->ended) {
		kill(-p->pid, SIGKILL);
		waitpid(p->pid, &p->status, 0);
	}
	close_fd(&p->pidfd);
	close_fd(&p->slave);
	close_fd(&p->master);
	if (p->vt)
		vterm_free(p->vt);
	free(p->raw);
	free(p->text);
	*p = (struct pty){.master = -1, .slave = -1, .pidfd = -1, .ended = true, .closed = true};
}

void pty_signal(struct pty *p, int sig)
{
	if (p->pid > 0 && !p->ended)
		kill(p->pid, sig);
}

void pty_resize(struct pty *p, int cols, int rows)
{
	struct winsize ws = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	p->cols = cols;
	p->rows = rows;
	vterm_set_size(p->vt, rows, cols);
	resize_text(p);
	if (ioctl(p->master, TIOCSWINSZ, &ws) != 0)
		perror("pty: TIOCSWINSZ");
}

/* -- output and input ---------------------------------------------------------------------- */

static bool read_output(struct pty *p)
{
	size_t before = p->raw_len;

	while (!p->closed) {
		ssize_t n;

		if (p->raw_size - p->raw_len < 8192)
			p->raw = need(realloc(p->raw, p->raw_size *= 2));
		n = read(p->master, p->raw + p->raw_len, p->raw_size - p->raw_len - 1);
		if (n <= 0) {
			p->closed = n == 0 || errno == EIO;
			break;
		}
		p->read_ms = pty_now();
		p->raw_len += (size_t)n;
	}
	p->raw[p->raw_len] = '\0';
	return p->closed || p->raw_len > before;
}

static void emulate(struct pty *p)
{
	while (p->emulated < p->raw_len) { /* answers may read more meanwhile */
		size_t from = p->emulated;

		p->emulated = p->raw_len;
		vterm_input_write(p->vt, p->raw + from, p->emulated - from);
	}
}

static int poll_ms(struct pollfd *fds, nfds_t n, double ms)
{
	long long ns = ms > 0 ? (long long)(ms * 1e6) : 0;
	struct timespec t = {.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};

	return ppoll(fds, n, &t, NULL);
}

bool pty_pump(struct pty *p, double timeout_ms)
{
	struct pollfd fds[] = {
		{.fd = p->master, .events = POLLIN},
		{.fd = p->pidfd, .events = POLLIN},
	};
	bool news;
	int n;

	if (p->emulated < p->raw_len) { /* read while input was sent */
		emulate(p);
		return true;
	}
	if (p->closed || (n = poll_ms(fds, 2, timeout_ms)) == 0)
		return false;
	news = n < 0; /* interrupted: that was no silence */
	if (fds[0].revents)
		news = read_output(p);
	if (fds[1].revents && waitpid(p->pid, &p->status, WNOHANG) == p->pid) {
		p->ended = news = true;
		close_fd(&p->pidfd);
		close_fd(&p->slave);
	}
	emulate(p);
	return news;
}

bool pty_send(struct pty *p, const char *bytes, size_t len)
{
	double end = pty_now() + PTY_DEADLINE;

	while (len > 0 && !p->ended && pty_now() < end) {
		struct pollfd fd = {.fd = p->master, .events = POLLIN | POLLOUT};
		ssize_t n = write(p->master, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (n < 0 && errno != EAGAIN && errno != EINTR) {
			break;
		} else if (poll_ms(&fd, 1, PTY_FRAME) > 0 && fd.revents & POLLIN) {
			read_output(p); /* not emulated: this may be one of its answers */
		}
	}
	return len == 0 || pty_fail(p, "the program does not take its input");
}

bool pty_type(struct pty *p, const char *text)
{
	return pty_send(p, text, strlen(text));
}

static const struct {
	const char *name, *bytes; /* bytes NULL: the emulator knows, it depends on modes */
	VTermKey key;
} named_keys[] = {
	{"up", NULL, VTERM_KEY_UP},         {"down", NULL, VTERM_KEY_DOWN},
	{"left", NULL, VTERM_KEY_LEFT},     {"right", NULL, VTERM_KEY_RIGHT},
	{"home", NULL, VTERM_KEY_HOME},     {"end", NULL, VTERM_KEY_END},
	{"pgup", NULL, VTERM_KEY_PAGEUP},   {"pgdn", NULL, VTERM_KEY_PAGEDOWN},
	{"del", NULL, VTERM_KEY_DEL},       {"enter", "\r", VTERM_KEY_NONE},
	{"esc", "\x1b", VTERM_KEY_NONE},    {"tab", "\t", VTERM_KEY_NONE},
	{"btab", "\x1b[Z", VTERM_KEY_NONE}, {"bs", "\x7f", VTERM_KEY_NONE},
	{"space", " ", VTERM_KEY_NONE},
};

static bool rests(struct pty *p, int quiet_ms, double end);

static bool send_word(struct pty *p, const char *word)
{
	char control = (char)(toupper((unsigned char)word[1]) ^ 0x40), *end;
	long f = word[0] == 'f' ? strtol(word + 1, &end, 10) : 0;

	if (word[0] == '^' && word[1] && !word[2])
		return pty_send(p, &control, 1);
	if (f >= 1 && f <= 12 && !*end) {
		vterm_keyboard_key(p->vt, (VTermKey)VTERM_KEY_FUNCTION(f), VTERM_MOD_NONE);
		return true;
	}
	for (size_t i = 0; i < COUNT(named_keys); i++) {
		if (strcmp(word, named_keys[i].name) != 0)
			continue;
		if (named_keys[i].bytes)
			return pty_type(p, named_keys[i].bytes);
		vterm_keyboard_key(p->vt, named_keys[i].key, VTERM_MOD_NONE);
		return true;
	}
	return pty_type(p, word);
}

bool pty_keys(struct pty *p, const char *keys)
{
	char *copy = need(strdup(keys)), *rest = copy, *word;
	bool ok = true;

	while (ok && (word = strsep(&rest, " ")) != NULL) {
		if (!*word)
			continue;
		ok = send_word(p, word);
		if (ok && strcmp(word, "esc") == 0 &&
		    !rests(p, ESCAPE_QUIET, pty_now() + PTY_DEADLINE))
			ok = pty_fail(p, "the program did not come to rest after escape");
	}
	free(copy);
	return ok;
}

/* -- waiting ------------------------------------------------------------------------------- */

static void look_at_thread(const char *path, struct pty_process *process)
{
	FILE *f = fopen(path, "re");
	unsigned long n;
	char line[256], state;

	while (f && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "State: %c", &state) == 1)
			process->asleep = process->asleep && strchr("STtZX", state);
		else if (sscanf(line, "voluntary_ctxt_switches: %lu", &n) == 1)
			process->wakeups += n;
		else if (sscanf(line, "VmRSS: %lu", &n) == 1)
			process->resident_kib = n;
	}
	if (f)
		fclose(f);
}

struct pty_process pty_process(struct pty *p)
{
	struct pty_process process = {.pid = tcgetpgrp(p->master), .asleep = true};
	struct dirent *thread;
	char path[320];
	struct pollfd input = {.fd = p->slave, .events = POLLIN};
	DIR *threads;

	if (process.pid <= 0)
		process.pid = p->pid;
	/* Unlike FIONREAD, poll also has the kernel deliver what is still on its way. */
	if (poll_ms(&input, 1, 0) > 0)
		process.asleep = false;
	snprintf(path, sizeof(path), "/proc/%d/task", (int)process.pid);
	threads = opendir(path);
	while (threads && (thread = readdir(threads)) != NULL) {
		snprintf(path, sizeof(path), "/proc/%d/task/%s/status", (int)process.pid,
			 thread->d_name);
		if (thread->d_name[0] != '.')
			look_at_thread(path, &process);
	}
	if (threads)
		closedir(threads);
	return process;
}

static bool rests(struct pty *p, int quiet_ms, double end)
{
	struct pty_process before = {.asleep = false};

	while (!p->closed) {
		struct pty_process now = pty_process(p);

		if (before.asleep && now.asleep && before.pid == now.pid &&
		    before.wakeups == now.wakeups)
			return true;
		before = now;
		if (pty_now() > end)
			return false;
		if (pty_pump(p, quiet_ms))
			before.asleep = false;
	}
	return true;
}

static bool wait_for(struct pty *p, const char *text, bool shown, int deadline_ms)
{
	double end = pty_now() + deadline_ms;

	for (;;) {
		if (pty_has(p, text) == shown && rests(p, PTY_FRAME, end) &&
		    pty_has(p, text) == shown)
			return true;
		if (p->closed || pty_now() >= end)
			return pty_fail(p, "'%s' did not %s within %d ms", text,
					shown ? "appear" : "go away", deadline_ms);
		pty_pump(p, end - pty_now());
	}
}

bool pty_wait_text(struct pty *p, const char *text, int deadline_ms)
{
	return wait_for(p, text, true, deadline_ms);
}

bool pty_wait_gone(struct pty *p, const char *text, int deadline_ms)
{
	return wait_for(p, text, false, deadline_ms);
}

bool pty_wait_idle(struct pty *p, int quiet_ms)
{
	return rests(p, quiet_ms, pty_now() + PTY_DEADLINE) ||
	       pty_fail(p, "the program never came to rest for %d ms", quiet_ms);
}

bool pty_wait_exit(struct pty *p, int *status)
{
	double end = pty_now() + PTY_DEADLINE;

	while (!p->closed && pty_now() < end)
		pty_pump(p, end - pty_now());
	if (!p->ended || !p->closed)
		return pty_fail(p, "the program did not end");
	*status = p->status;
	return true;
}

bool pty_hang_up(struct pty *p, int *status)
{
	struct pollfd end = {.fd = p->pidfd, .events = POLLIN};

	close_fd(&p->slave);
	close_fd(&p->master);
	p->closed = true; /* nothing can be read any more */
	if (!p->ended && poll_ms(&end, 1, PTY_DEADLINE) == 1)
		p->ended = waitpid(p->pid, &p->status, 0) == p->pid;
	close_fd(&p->pidfd);
	if (!p->ended)
		return pty_fail(p, "the program did not end");
	*status = p->status;
	return true;
}
