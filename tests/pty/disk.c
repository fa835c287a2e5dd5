/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every file and folder is the list of what was done to it, and how far that is synced. The steps
 * own the bytes and names. */

#define NODES_MAX 4096
#define OPEN_MAX  256
#define SECTOR    ((off_t)512)
#define NONE      (-1)

struct change {
	const char *name;  /* in a folder: now names `node`; NULL in a file */
	const char *gone;  /* in a folder: names nothing any more; or NULL */
	int node;          /* NONE: nothing */
	const char *bytes; /* in a file: written; NULL: it was cut or made longer */
	off_t offset;      /* there, or to this length */
	off_t length;
};

struct node {
	bool is_folder;
	struct change *changes;
	size_t count;
	size_t synced;
};

struct open_file {
	pid_t pid;
	int fd; /* NONE: free */
	int node;
	off_t at;
	bool appends;
};

struct disk {
	char root[256];
	struct node nodes[NODES_MAX];
	int count;
	struct open_file files[OPEN_MAX];
};

struct disk *disk_new(const char *root)
{
	struct disk *disk = calloc(1, sizeof(*disk));

	if (!disk)
		return NULL;
	snprintf(disk->root, sizeof(disk->root), "%s", root);
	disk->nodes[0].is_folder = true;
	disk->count = 1;
	for (size_t i = 0; i < OPEN_MAX; i++)
		disk->files[i].fd = NONE;
	return disk;
}

void disk_free(struct disk *disk)
{
	for (int i = 0; disk && i < disk->count; i++)
		free(disk->nodes[i].changes);
	free(disk);
}

/* ---- names ---- */

/* Below the root, without a slash at the front; NULL: elsewhere. */
static const char *inside(const struct disk *disk, const char *path)
{
	size_t length = strlen(disk->root);

	if (!path || strncmp(path, disk->root, length) != 0 ||
	    (path[length] && path[length] != '/'))
		return NULL;
	return path + length + strspn(path + length, "/");
}

/* Names end with the text or with a slash. */
static bool is_name(const char *a, const char *b)
{
	size_t length = strcspn(b, "/");

	return a && strcspn(a, "/") == length && memcmp(a, b, length) == 0;
}

/* What a name in a folder stands for. */
static int find_in(const struct node *folder, const char *name)
{
	for (size_t i = folder->count; i > 0; i--) {
		const struct change *change = &folder->changes[i - 1];
		if (is_name(change->name, name))
			return change->node;
		if (is_name(change->gone, name))
			return NONE;
	}
	return NONE;
}

/* The node of a path below the root; `folder` gets the one that its last part is in, `last` that
 * part. */
static int find(const struct disk *disk, const char *path, int *folder, const char **last)
{
	int node = 0;

	*folder = NONE;
	*last = path;
	while (*path && node != NONE) {
		size_t length = strcspn(path, "/");
		*folder = node;
		*last = path;
		node = find_in(&disk->nodes[node], path);
		path += length + strspn(path + length, "/");
	}
	if (*path)
		*folder = NONE; /* a part before the last is missing */
	return node;
}

/* ---- steps ---- */

static bool add_change(struct disk *disk, int node, struct change change)
{
	struct node *changed = &disk->nodes[node];
	struct change *changes = realloc(changed->changes, (changed->count + 1) * sizeof(change));

	if (!changes)
		return false;
	changed->changes = changes;
	changes[changed->count++] = change;
	return true;
}

static int make_node(struct disk *disk, int folder, const char *name, bool is_folder)
{
	int made = disk->count;

	if (folder == NONE || made == NODES_MAX)
		return NONE;
	disk->nodes[made].is_folder = is_folder;
	disk->count++;
	return add_change(disk, folder, (struct change){.name = name, .node = made}) ? made : NONE;
}

static struct open_file *open_file(struct disk *disk, const struct trace_step *step)
{
	for (size_t i = 0; i < OPEN_MAX; i++)
		if (disk->files[i].fd == step->fd && disk->files[i].pid == step->pid)
			return &disk->files[i];
	return NULL;
}

static bool do_open(struct disk *disk, const struct trace_step *step)
{
	const char *path = inside(disk, step->path);
	const char *last;
	int folder;

	if (!path)
		return true;
	int node = find(disk, path, &folder, &last);
	if (node == NONE && step->creates)
		node = make_node(disk, folder, last, false);
	if (node == NONE)
		return false;
	if (step->truncates && !add_change(disk, node, (struct change){.node = NONE}))
		return false;
	for (size_t i = 0; i < OPEN_MAX; i++) {
		struct open_file *file = &disk->files[i];
		if (file->fd != NONE)
			continue;
		*file = (struct open_file){step->pid, step->fd, node, 0, step->appends};
		return true;
	}
	return false;
}

static off_t length_of(const struct node *node)
{
	off_t length = 0;

	for (size_t i = 0; i < node->count; i++) {
		const struct change *change = &node->changes[i];
		off_t end = change->offset + change->length;
		length = change->bytes ? (end > length ? end : length) : change->offset;
	}
	return length;
}

static bool do_write(struct disk *disk, const struct trace_step *step)
{
	struct open_file *file = open_file(disk, step);
	off_t offset = step->offset;

	if (!file)
		return true;
	if (step->call == TRACE_WRITE) {
		offset = file->appends ? length_of(&disk->nodes[file->node]) : file->at;
		file->at = offset + (off_t)step->length;
	}
	return add_change(disk, file->node,
			  (struct change){.node = NONE,
					  .bytes = step->bytes,
					  .offset = offset,
					  .length = (off_t)step->length});
}

static bool do_rename(struct disk *disk, const struct trace_step *step)
{
	const char *from = inside(disk, step->path);
	const char *to = inside(disk, step->to);
	const char *old_name;
	const char *new_name;
	int old_folder;
	int new_folder;

	if (!from && !to)
		return true;
	if (!from || !to)
		return false;
	int node = find(disk, from, &old_folder, &old_name);
	find(disk, to, &new_folder, &new_name);
	if (node == NONE || new_folder == NONE)
		return false;
	if (old_folder == new_folder)
		return add_change(
			disk, new_folder,
			(struct change){.name = new_name, .gone = old_name, .node = node});
	return add_change(disk, new_folder, (struct change){.name = new_name, .node = node}) &&
	       add_change(disk, old_folder, (struct change){.gone = old_name, .node = NONE});
}

static bool do_name(struct disk *disk, const struct trace_step *step)
{
	const char *path = inside(disk, step->path);
	const char *last;
	int folder;

	if (!path)
		return true;
	int node = find(disk, path, &folder, &last);
	if (step->call == TRACE_MKDIR)
		return node == NONE && make_node(disk, folder, last, true) != NONE;
	return node != NONE &&
	       add_change(disk, folder, (struct change){.gone = last, .node = NONE});
}

static void close_all(struct disk *disk, pid_t pid)
{
	for (size_t i = 0; i < OPEN_MAX; i++)
		if (disk->files[i].pid == pid)
			disk->files[i].fd = NONE;
}

static bool do_step(struct disk *disk, const struct trace_step *step)
{
	struct open_file *file = open_file(disk, step);

	switch (step->call) {
	case TRACE_OPEN:
		return do_open(disk, step);
	case TRACE_WRITE:
	case TRACE_PWRITE:
		return do_write(disk, step);
	case TRACE_SYNC:
		if (file)
			disk->nodes[file->node].synced = disk->nodes[file->node].count;
		return true;
	case TRACE_TRUNCATE:
		return !file || add_change(disk, file->node,
					   (struct change){.node = NONE, .offset = step->offset});
	case TRACE_MKDIR:
	case TRACE_UNLINK:
		return do_name(disk, step);
	case TRACE_RENAME:
		return do_rename(disk, step);
	case TRACE_CLOSE:
		if (file)
			file->fd = NONE;
		return true;
	case TRACE_EXIT:
		close_all(disk, step->pid);
		return true;
	case TRACE_OTHER:
		return !file && !(step->creates && inside(disk, step->path));
	}
	return false;
}

bool disk_do(struct disk *disk, const struct trace_step *step)
{
	if (do_step(disk, step))
		return true;
	fprintf(stderr, "a call that the disk does not know: %d, descriptor %d, '%s', '%s'\n",
		(int)step->call, step->fd, step->path ? step->path : "", step->to ? step->to : "");
	return false;
}

static bool node_is_synced(const struct disk *disk, int number, const char *path)
{
	const struct node *node = &disk->nodes[number];
	bool synced = node->synced == node->count;

	if (!synced)
		fprintf(stderr, "not synced: %s\n", path);
	for (size_t i = 0; node->is_folder && i < node->count; i++) {
		const struct change *change = &node->changes[i];
		char name[512];
		if (change->node == NONE || !change->name)
			continue;
		if (find_in(node, change->name) != change->node)
			continue;
		snprintf(name, sizeof(name), "%s/%.*s", path, (int)strcspn(change->name, "/"),
			 change->name);
		synced = node_is_synced(disk, change->node, name) && synced;
	}
	return synced;
}

bool disk_is_synced(const struct disk *disk, const char *below)
{
	const char *path = inside(disk, below);
	const char *last;
	int folder;
	int node = path ? find(disk, path, &folder, &last) : NONE;

	return node == NONE || node_is_synced(disk, node, below);
}

/* ---- the power cut ---- */

struct cut {
	const struct disk *disk;
	enum disk_loss loss;
	struct property *property;
};

/* Of a node's changes: how many are kept from the beginning on. */
static size_t first_kept(const struct cut *cut, const struct node *node)
{
	size_t open = node->count - node->synced;

	if (cut->loss == DISK_KEEPS_ALL || cut->loss == DISK_KEEPS_ANYTHING)
		return node->count;
	if (cut->loss == DISK_KEEPS_THE_FIRST)
		return node->synced + property_number(cut->property, (unsigned int)open + 1);
	return node->synced;
}

/* Whether one that is not synced is kept. */
static bool chance(const struct cut *cut)
{
	return cut->loss != DISK_KEEPS_ANYTHING || property_number(cut->property, 2) == 0;
}

static bool write_sectors(const struct cut *cut, int fd, const struct change *change, bool synced)
{
	off_t end = change->offset + change->length;
	struct stat info;

	for (off_t at = change->offset; at < end;) {
		off_t next = at / SECTOR * SECTOR + SECTOR;
		size_t length = (size_t)((next < end ? next : end) - at);
		if ((synced || chance(cut)) &&
		    pwrite(fd, change->bytes + (at - change->offset), length, at) < 0)
			return false;
		at += (off_t)length;
	}
	/* The length may be there before the bytes are. */
	if (!synced && chance(cut) && fstat(fd, &info) == 0 && info.st_size < end)
		return ftruncate(fd, end) == 0;
	return true;
}

static bool cut_file(const struct cut *cut, const struct node *node, int folder, const char *name)
{
	int fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	size_t kept = first_kept(cut, node);
	bool fine = fd >= 0;

	for (size_t i = 0; fine && i < kept; i++) {
		const struct change *change = &node->changes[i];
		bool synced = i < node->synced;
		if (change->bytes)
			fine = write_sectors(cut, fd, change, synced);
		else if (synced || chance(cut))
			fine = ftruncate(fd, change->offset) == 0;
	}
	if (fd >= 0)
		close(fd);
	return fine;
}

static bool cut_folder(const struct cut *cut, const struct node *node, int fd)
{
	size_t kept = first_kept(cut, node);
	bool *is_kept = calloc(node->count + 1, sizeof(*is_kept));
	bool fine = is_kept;

	for (size_t i = 0; fine && i < kept; i++)
		is_kept[i] = i < node->synced || chance(cut);
	for (size_t i = 0; fine && i < kept; i++) {
		const struct change *change = &node->changes[i];
		bool stands = is_kept[i] && change->name;
		char name[256];
		/* Until a later one that is kept takes the name. */
		for (size_t j = i + 1; stands && j < kept; j++)
			stands = !is_kept[j] || !(is_name(node->changes[j].name, change->name) ||
						  is_name(node->changes[j].gone, change->name));
		if (!stands)
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(change->name, "/"), change->name);
		const struct node *child = &cut->disk->nodes[change->node];
		if (!child->is_folder) {
			fine = cut_file(cut, child, fd, name);
			continue;
		}
		int below = mkdirat(fd, name, 0700) == 0
				    ? openat(fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
				    : -1;
		fine = below >= 0 && cut_folder(cut, child, below);
		if (below >= 0)
			close(below);
	}
	free(is_kept);
	return fine;
}

bool disk_cut(const struct disk *disk, enum disk_loss loss, struct property *property,
	      const char *target)
{
	const struct cut cut = {disk, loss, property};
	int fd = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool fine = fd >= 0 && cut_folder(&cut, &disk->nodes[0], fd);

	if (fd >= 0)
		close(fd);
	if (!fine)
		perror(target);
	return fine;
}
