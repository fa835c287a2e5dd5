/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A sweep of faults cannot see that a sync is missing, since nothing fails then; the trace can.
 */

#define STEPS_MAX 65536

static struct {
	struct fault fault;
	unsigned int counts[FAULT__COUNT];
	unsigned int matched;
	bool happened;
	struct fault_step steps[STEPS_MAX];
	size_t step_count;
} state;

void fault_start(struct fault fault)
{
	state.fault = fault;
	memset(state.counts, 0, sizeof(state.counts));
	state.matched = 0;
	state.happened = false;
	state.step_count = 0;
}

bool fault_happened(void)
{
	return state.happened;
}

unsigned int fault_count(enum fault_op op)
{
	return state.counts[op];
}

const struct fault_step *fault_trace(size_t *count)
{
	*count = state.step_count;
	return state.steps;
}

static void record(enum fault_op op, int fd, const char *name, long result, bool injected)
{
	assert(state.step_count < STEPS_MAX);
	struct fault_step *step = &state.steps[state.step_count++];
	*step = (struct fault_step){
		.op = op,
		.fd = fd,
		.folder = -1,
		.done = result >= 0,
		.injected = injected,
		.result = result,
	};
	int number = errno;
	snprintf(step->name, sizeof(step->name), "%s", name ? name : "");
	errno = number;
}

void fault_mark(int fd, const char *what)
{
	record(FAULT_MARK, fd, what, 0, false);
}

/* Counts the operation; true when the fault strikes it. May not return at all. */
static bool strikes(enum fault_op op)
{
	const struct fault *fault = &state.fault;

	state.counts[op]++;
	state.counts[FAULT_ANY]++;
	if (fault->at == 0 || (fault->op != op && fault->op != FAULT_ANY))
		return false;
	state.matched++;
	if (state.matched < fault->at || (state.matched > fault->at && !fault->sticky))
		return false;
	state.happened = true;
	if (fault->effect == FAULT_EXIT)
		_exit(FAULT_STATUS);
	if (fault->effect == FAULT_KILL)
		raise(SIGKILL);
	return true;
}

/* True when the striking fault lets a write write something. */
static bool is_short_now(void)
{
	return state.fault.effect == FAULT_SHORT && state.matched == state.fault.at;
}

enum fault_verdict fault_judge(enum fault_op op)
{
	if (!strikes(op))
		return FAULT_DO;
	errno = state.fault.number ? state.fault.number : EIO;
	return is_short_now() ? FAULT_DO_HALF : FAULT_DO_NOT;
}

void fault_say_cases(const char *what, unsigned int cases)
{
	printf("# %s: %u cases\n", what, cases);
}

static int fail(enum fault_op op, int fd, const char *name)
{
	errno = state.fault.number ? state.fault.number : EIO;
	record(op, fd, name, -1, true);
	return -1;
}

static int end(enum fault_op op, int fd, const char *name, int result)
{
	record(op, fd, name, result, false);
	return result;
}

static int fault_openat(int folder, const char *name, int flags, mode_t mode)
{
	if (strikes(FAULT_OPENAT))
		return fail(FAULT_OPENAT, -1, name);
	bool makes = (flags & O_CREAT) && faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
	int fd = file_ops_system.openat(folder, name, flags, mode);
	record(FAULT_OPENAT, fd, name, fd, false);
	if (makes && fd >= 0)
		state.steps[state.step_count - 1].folder = folder;
	return fd;
}

static ssize_t fault_write(int fd, const void *bytes, size_t length)
{
	bool struck = strikes(FAULT_WRITE);

	if (struck && !is_short_now())
		return fail(FAULT_WRITE, fd, NULL);
	if (struck && length > 1)
		length /= 2;
	ssize_t written = file_ops_system.write(fd, bytes, length);
	record(FAULT_WRITE, fd, NULL, written, struck);
	return written;
}

static ssize_t fault_pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
	bool struck = strikes(FAULT_PWRITE);

	if (struck && !is_short_now())
		return fail(FAULT_PWRITE, fd, NULL);
	if (struck && length > 1)
		length /= 2;
	ssize_t written = file_ops_system.pwrite(fd, bytes, length, offset);
	record(FAULT_PWRITE, fd, NULL, written, struck);
	return written;
}

static int fault_fdatasync(int fd)
{
	if (strikes(FAULT_FDATASYNC))
		return fail(FAULT_FDATASYNC, fd, NULL);
	return end(FAULT_FDATASYNC, fd, NULL, file_ops_system.fdatasync(fd));
}

static int fault_fsync(int fd)
{
	if (strikes(FAULT_FSYNC))
		return fail(FAULT_FSYNC, fd, NULL);
	return end(FAULT_FSYNC, fd, NULL, file_ops_system.fsync(fd));
}

static int fault_ftruncate(int fd, off_t length)
{
	if (strikes(FAULT_FTRUNCATE))
		return fail(FAULT_FTRUNCATE, fd, NULL);
	return end(FAULT_FTRUNCATE, fd, NULL, file_ops_system.ftruncate(fd, length));
}

static int fault_fallocate(int fd, int mode, off_t offset, off_t length)
{
	if (strikes(FAULT_FALLOCATE))
		return fail(FAULT_FALLOCATE, fd, NULL);
	return end(FAULT_FALLOCATE, fd, NULL, file_ops_system.fallocate(fd, mode, offset, length));
}

static int fault_mkdirat(int folder, const char *name, mode_t mode)
{
	if (strikes(FAULT_MKDIRAT))
		return fail(FAULT_MKDIRAT, folder, name);
	return end(FAULT_MKDIRAT, folder, name, file_ops_system.mkdirat(folder, name, mode));
}

static int fault_renameat(int from, const char *name, int to, const char *new_name)
{
	if (strikes(FAULT_RENAMEAT))
		return fail(FAULT_RENAMEAT, to, new_name);
	return end(FAULT_RENAMEAT, to, new_name,
		   file_ops_system.renameat(from, name, to, new_name));
}

static int fault_rename_new(int from, const char *name, int to, const char *new_name)
{
	if (strikes(FAULT_RENAME_NEW))
		return fail(FAULT_RENAME_NEW, to, new_name);
	return end(FAULT_RENAME_NEW, to, new_name,
		   file_ops_system.rename_new(from, name, to, new_name));
}

static int fault_unlinkat(int folder, const char *name, int flags)
{
	if (strikes(FAULT_UNLINKAT))
		return fail(FAULT_UNLINKAT, folder, name);
	return end(FAULT_UNLINKAT, folder, name, file_ops_system.unlinkat(folder, name, flags));
}

static int fault_close(int fd)
{
	bool struck = strikes(FAULT_CLOSE);
	int result = file_ops_system.close(fd);

	return struck ? fail(FAULT_CLOSE, fd, NULL) : end(FAULT_CLOSE, fd, NULL, result);
}

const struct file_ops fault_ops = {
	.openat = fault_openat,
	.write = fault_write,
	.pwrite = fault_pwrite,
	.fdatasync = fault_fdatasync,
	.fsync = fault_fsync,
	.ftruncate = fault_ftruncate,
	.fallocate = fault_fallocate,
	.mkdirat = fault_mkdirat,
	.renameat = fault_renameat,
	.rename_new = fault_rename_new,
	.unlinkat = fault_unlinkat,
	.close = fault_close,
};

/* Bit sets of operations. */
#define BIT(op) (1u << (op))
static const unsigned int changes = BIT(FAULT_WRITE) | BIT(FAULT_PWRITE) | BIT(FAULT_FTRUNCATE) |
				    BIT(FAULT_MKDIRAT) | BIT(FAULT_RENAMEAT) |
				    BIT(FAULT_RENAME_NEW) | BIT(FAULT_UNLINKAT);
static const unsigned int syncs = BIT(FAULT_FDATASYNC) | BIT(FAULT_FSYNC);

bool fault_is_synced(int fd, size_t at)
{
	bool synced = true;
	bool trusted = true; /* no sync of this descriptor failed */

	for (size_t i = 0; i < at; i++) {
		const struct fault_step *step = &state.steps[i];
		unsigned int bit = BIT(step->op);
		if (step->op == FAULT_OPENAT && step->folder == fd)
			synced = false;
		if (step->fd != fd)
			continue;
		if (step->op == FAULT_OPENAT)
			synced = trusted = true;
		else if ((bit & changes) && step->done)
			synced = false;
		else if ((bit & syncs) && step->done)
			synced = true;
		else if (bit & syncs)
			trusted = false;
	}
	return synced && trusted;
}
