/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hostile text at every entry, looked for at every exit. Each entry has a mark of its own, so that
 * what was let in and never came out is noticed: it would prove nothing. What is looked at are the
 * bytes that leave the program; what is hostile is said here once more, from the standards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "desk.h"

/* ---- what is let in ---- */

static const struct {
	const char *name, *bytes;
	bool is_text; /* valid UTF-8, so that a file can hold it */
} payloads[] = {
	{"SOH to BS", "\001\002\003\004\005\006\007\b", true},
	{"VT to US", "\013\014\016\017\020\021\022\023\024\025\026\027\030\031\032\034\035\036\037",
	 true},
	{"CR", "over\rwritten", true},
	{"DEL", "\177", true},
	{"CSI", "\033[31;77m\033[6n\033[2J\033[?1049l", true},
	{"OSC", "\033]0;title\007\033]52;c;QUJD\033\\\033]8;;http://x.example\033\\", true},
	{"DCS", "\033P1+r544e\033\\\033_Gi=31;OK\033\\\033^x\033\\\033c\0337\033(0", true},
	{"OSC without end", "\033]2;", true},
	{"C1",
	 "\302\200\302\205\302\220\302\233"
	 "31;77m\302\235"
	 "0;x\302\234\302\237",
	 true},
	{"bidi",
	 "\342\200\252\342\200\253\342\200\254\342\200\255\342\200\256\342\201\246"
	 "\342\201\247\342\201\250\342\201\251\342\200\216\342\200\217\330\234",
	 true},
	{"zero width", "\342\200\213\342\201\240\357\273\277\342\201\244", true},
	{"line ends", "\342\200\250\342\200\251", true},
	{"noncharacters", "\357\277\277\357\267\220\364\217\277\277", true},
	{"tags", "\363\240\201\201\363\240\200\201", true},
	{"raw C1",
	 "\200\205\220\233"
	 "31;77m\235"
	 "0;x\234\237",
	 false},
	{"broken", "\377\376\342\202\360\237\222\303", false},
	{"overlong", "\300\200\340\200\257\360\200\200\257\301\277", false},
	{"surrogates", "\355\240\200\355\277\277", false},
	{"beyond", "\364\220\200\200\370\210\200\200\200", false},
	{"script", "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'", true},
	{"link", "[x](javascript:alert(1)) <javascript:alert(2)> ![y](//x.example)", true},
	{"fence", "\n```\n~~~\n````\n<script>2</script>\n", true},
	{"calendar", "\r\nBEGIN:VALARM\r\nEND:VEVENT", true},
	{"markup", "`*_|~# --- {{x}} <!-- ]]> &lt;b&gt; %s%n $(id) ${HOME}", true},
};

/* A text with the mark and all payloads, from the `turn`th on: on a screen only the first may have
 * room. */
static const char *hostile_text(const char *mark, int turn, bool only_text)
{
	static char text[4096];
	size_t length = (size_t)snprintf(text, sizeof text, "%s", mark);

	for (size_t i = 0; i < COUNT(payloads); i++) {
		size_t n = (i + (size_t)turn) % COUNT(payloads);

		if (payloads[n].is_text || !only_text)
			length += (size_t)snprintf(text + length, sizeof text - length, "%s.",
						   payloads[n].bytes);
	}
	return text;
}

/* Of long tables, every so-manieth in the short run. */
static size_t stride(size_t few)
{
	return getenv("DEBRIEF_HARD") ? 1 : few;
}

/* ---- what may come out ---- */

/* The code point and its length in bytes; -1 if it is none. */
static int32_t decode(const char *at, const char *end, size_t *length)
{
	unsigned char lead = (unsigned char)*at;
	size_t more = lead < 0x80 ? 0 : lead < 0xC2 ? 9 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
	int32_t character = more == 0 ? lead : more == 9 ? -1 : lead & (0x3F >> more);

	*length = 1;
	if (character < 0 || (size_t)(end - at) <= more)
		return -1;
	for (size_t i = 1; i <= more; i++) {
		if (((unsigned char)at[i] & 0xC0) != 0x80)
			return -1;
		character = character << 6 | ((unsigned char)at[i] & 0x3F);
	}
	*length = more + 1;
	if ((more == 2 && character < 0x800) || (more == 3 && character < 0x10000) ||
	    (character >= 0xD800 && character <= 0xDFFF) || character > 0x10FFFF)
		return -1;
	return character;
}

static bool is_hostile(int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200B || c == 0x200E ||
	       c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       c == 0xFEFF || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0xE0000 && c <= 0xE007F);
}

/* A text between the quotes of YAML: what is hostile is refused there as it is. */
static const char *quote(const char *text)
{
	static char out[32768];
	const char *end = text + strlen(text);
	size_t length, used = 0;

	for (; text < end; text += length) {
		int32_t c = decode(text, end, &length);

		if (is_hostile(c) || c == '"' || c == '\\')
			used += (size_t)snprintf(out + used, sizeof out - used, "\\U%08X",
						 (unsigned)c);
		else
			used += (size_t)snprintf(out + used, sizeof out - used, "%.*s", (int)length,
						 text);
	}
	out[used] = '\0';
	return out;
}

static const char *quoted_text(const char *mark, int turn)
{
	return quote(hostile_text(mark, turn, true));
}

/* Escapes that curses writes for this terminal, and we for paste, mouse and crash; their lengths.
 * 0: none of them. */
static size_t own_escape(const char *at, const char *end)
{
	size_t n = 2;

	if (end - at < 2)
		return 0;
	if (strchr("78=>", at[1]))
		return 2;
	if (at[1] == '(' && end - at > 2)
		return at[2] == 'B' || at[2] == '0' ? 3 : 0;
	if (at[1] != '[')
		return 0;
	while (at + n < end && strchr("0123456789;?", at[n]))
		n++;
	if (at + n == end || !strchr("ABCDGHJKLMPSTXZ@bdhlmrt", at[n]))
		return 0;
	return memmem(at, n + 1, "31;77m", 6) ? 0 : n + 1;
}

struct exit_point {
	const char *name;
	bool has_escapes; /* a screen */
	bool has_cr;      /* lines end in CRLF */
};

static void show_bytes(const char *at, const char *from, const char *end)
{
	for (const char *c = at - from > 60 ? at - 60 : from; c < end && c < at + 30; c++)
		fprintf(stderr, *c >= ' ' && *c < 0x7F ? "%c" : "\\x%02x", (unsigned char)*c);
	fputc('\n', stderr);
}

static void assert_harmless(const struct exit_point *point, const char *bytes, size_t size)
{
	const char *end = bytes + size;
	size_t length;

	for (const char *at = bytes; at < end; at += length) {
		int32_t c = decode(at, end, &length);

		if (point->has_escapes && c == '\033' && (length = own_escape(at, end)) > 0)
			continue;
		if (c == '\n' || c == '\t' ||
		    (c == '\r' && (point->has_cr || point->has_escapes)) ||
		    (c == '\b' && point->has_escapes) || !is_hostile(c))
			continue;
		fprintf(stderr, "%s: %d at byte %td: ", point->name, (int)c, at - bytes);
		show_bytes(at, bytes, end);
		fail_msg("%s lets something hostile out", point->name);
	}
}

static void has_not(const struct exit_point *point, const char *bytes, const char *what)
{
	const char *found = bytes;

	/* A backslash before it makes it a text. */
	while ((found = strstr(found, what)) && found > bytes && found[-1] == '\\')
		found++;
	if (!found)
		return;
	show_bytes(found, bytes, bytes + strlen(bytes));
	fail_msg("%s has '%s'", point->name, what);
}

/* What stands between fences is text; a shorter fence does not end it. */
static void blank_fenced(char *bytes)
{
	size_t fence = 0;

	for (char *line = bytes; *line;) {
		size_t length = strcspn(line, "\n"), ticks = strspn(line, "`");
		bool is_fence = ticks >= 3 && (!fence || (ticks >= fence && ticks == length));

		if (fence && !is_fence)
			memset(line, '.', length);
		if (is_fence)
			fence = fence ? 0 : ticks;
		line += length + (line[length] == '\n');
	}
}

/* What is markup where it comes out. */
static void assert_no_markup(const struct exit_point *point, char *bytes)
{
	if (strstr(point->name, "html")) {
		has_not(point, bytes, "<script");
		has_not(point, bytes, "<img src=x");
		has_not(point, bytes, "href=\"javascript:");
		has_not(point, bytes, "<!-- ]]");
	}
	if (strstr(point->name, "markdown")) {
		blank_fenced(bytes);
		has_not(point, bytes, "<script");
		has_not(point, bytes, "<img");
		has_not(point, bytes, "](javascript:");
		has_not(point, bytes, "](//");
		has_not(point, bytes, "<javascript:");
	}
	if (strstr(point->name, "ics")) {
		has_not(point, bytes, "\nBEGIN:VALARM");
		has_not(point, bytes, "VALARM\r\nEND:VEVENT");
	}
}

/* ---- marks ---- */

enum { ENTRIES_MAX = 64 };

static struct {
	const char *mark;
	unsigned exits; /* in how many it was seen */
} entries[ENTRIES_MAX];
static size_t n_entries, n_looks;

static const char *enter(const char *mark)
{
	size_t i = 0;

	while (i < n_entries && strcmp(entries[i].mark, mark) != 0)
		i++;
	assert_true(i < ENTRIES_MAX);
	entries[i].mark = mark;
	n_entries += i == n_entries;
	return mark;
}

static void look_at(const struct exit_point *point, char *bytes, size_t size)
{
	assert_harmless(point, bytes, size);
	for (size_t i = 0; i < n_entries; i++)
		entries[i].exits += strstr(bytes, entries[i].mark) != NULL;
	n_looks++;
	assert_no_markup(point, bytes);
}

/* ---- the program without a terminal ---- */

static char *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "re");
	struct stat info;
	char *bytes;

	assert_non_null(file);
	assert_int_equal(fstat(fileno(file), &info), 0);
	bytes = malloc((size_t)info.st_size + 1);
	assert_non_null(bytes);
	*size = fread(bytes, 1, (size_t)info.st_size, file);
	bytes[*size] = '\0';
	fclose(file);
	return bytes;
}

static void look_at_file(const struct exit_point *point, const char *path)
{
	size_t size;
	char *bytes = read_file(path, &size);

	look_at(point, bytes, size);
	free(bytes);
}

/* Runs it with these words, `input` as its input; looks at what it prints. The exit status, or -1
 * for a signal. */
static int run_words(struct desk *desk, const char *const *words, const char *name,
		     const char *variable, const char *value)
{
	char out[512], err[512], in[512];
	int status;
	pid_t child;

	snprintf(out, sizeof out, "%s/out", desk->home);
	snprintf(err, sizeof err, "%s/err", desk->home);
	snprintf(in, sizeof in, "%s/in", desk->home);
	child = fork();
	if (child == 0) {
		const char *argv[16] = {program()};
		char folder[512];

		for (size_t i = 0; words[i]; i++)
			argv[i + 1] = words[i];
		setenv("HOME", desk->home, 1);
		snprintf(folder, sizeof folder, "%s/data", desk->home);
		setenv("XDG_DATA_HOME", folder, 1);
		snprintf(folder, sizeof folder, "%s/state", desk->home);
		setenv("XDG_STATE_HOME", folder, 1);
		if (variable)
			setenv(variable, value, 1);
		if (!freopen(access(in, R_OK) ? "/dev/null" : in, "r", stdin) ||
		    !freopen(out, "w", stdout) || !freopen(err, "w", stderr) || chdir(desk->home))
			_exit(120);
		execv(program(), (char *const *)argv);
		_exit(121);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	unlink(in);
	look_at_file(&(struct exit_point){name, false, strstr(name, "ics") != NULL}, out);
	look_at_file(&(struct exit_point){"stderr", false, false}, err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define RUN(desk, name, ...) \
	run_words(desk, (const char *const[]){__VA_ARGS__, NULL}, name, NULL, NULL)

static FILE *open_in_home(struct desk *desk, const char *name)
{
	char path[8192];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", desk->home, name);
	file = fopen(path, "we");
	assert_non_null(file);
	return file;
}

/* ---- entries ---- */

/* Each title and each text of a rubric that comes with the program. */
static void write_rubric(struct desk *desk)
{
	char path[512], line[4096];
	FILE *from, *to = open_in_home(desk, "hostile.yaml");
	int number = 0;

	snprintf(path, sizeof path, "%s/rubrics/ambitious-mathematics.yaml", getenv("SRCDIR"));
	from = fopen(path, "re");
	assert_non_null(from);
	while (fgets(line, sizeof line, from)) {
		const char *title = strstr(line, "title: "), *ask = strstr(line, " ask: ");
		const char *value = title ? title + 7 : ask ? ask + 6 : NULL;

		if (value && number++ % 3 == 0 && !strchr("|>[{", *value) &&
		    !memchr(line, '{', (size_t)(value - line)))
			fprintf(to, "%.*s\"%s\"\n", (int)(value - line), line,
				quoted_text(enter(title ? "RubTitle" : "RubAsk"), 0));
		else
			fputs(line, to);
	}
	fclose(from);
	fclose(to);
}

static void make_session(struct desk *desk)
{
	static const char *const options[] = {"--teacher", "--coach", "--lesson", "--grade",
					      "--goal"};
	static const char *const marks[] = {"ArgTeacher", "ArgCoach", "ArgLesson", "ArgGrade",
					    "ArgGoal"};
	const char *words[16] = {"new", "talk", "--rubric", "./hostile.yaml"};
	size_t n = 4;

	write_rubric(desk);
	if (RUN(desk, "check rubric", "check", "./hostile.yaml") != 0)
		run_script(desk, "cat \"$HOME/out\" >&2; false");
	for (size_t i = 0; i < COUNT(options); i++) {
		words[n++] = options[i];
		words[n] = strdup(hostile_text(enter(marks[i]), (int)i, true));
		for (char *c = (char *)words[n++]; *c; c++) /* a name is one line */
			if (*c == '\n')
				*c = ' ';
	}
	words[n] = NULL;
	assert_int_equal(run_words(desk, words, "new", NULL, NULL), 0);
	for (size_t i = 0; i < COUNT(options); i++)
		free((char *)words[5 + 2 * i]);
}

static void add_events(struct desk *desk)
{
	static const struct {
		const char *mark, *before;
	} events[] = {
		{"AddEvidence", "kind: evidence\nphase: work\nwho: students\ntext: "},
		{"AddWork", "kind: work\nstudents: 3\nstrategy: "},
		{"AddWorkText", "kind: work\nstrategy: Table\ntext: "},
		{"AddSaid", "kind: said\nby: teacher\ntext: "},
		{"AddGoal", "kind: goal\nwhose: teacher\nphase: task\ntext: "},
		{"AddNote", "kind: note\ntext: "},
		{"AddLesson", "kind: lesson\nlesson: {taught-by: J}\nteacher: "},
	};

	for (size_t i = 0; i < COUNT(events); i++) {
		FILE *in = open_in_home(desk, "in");
		int status;

		fprintf(in, "%s\"%s\"\n", events[i].before,
			quoted_text(enter(events[i].mark), (int)i));
		fclose(in);
		status = RUN(desk, "add", "add", "talk");
		if (status != 0)
			fprintf(stderr, "%s is not taken\n", events[i].mark);
	}
	/* Keys that nobody knows, and mistakes that are quoted. */
	for (int i = 0; i < 3; i++) {
		FILE *in = open_in_home(desk, "in");
		const char *text = quoted_text(i == 0 ? enter("AddKey") : enter("AddQuoted"), 0);

		fprintf(in,
			i == 0   ? "kind: note\ntext: x\n\"%s\": 1\n"
			: i == 1 ? "kind: note\nphase: \"%s\"\n"
				 : "kind: \"%s\n",
			text);
		fclose(in);
		assert_true(RUN(desk, "add", "add", "talk") >= 0);
	}
	for (size_t i = 0; i < COUNT(payloads); i += stride(6)) { /* as they are, broken ones too */
		FILE *in = open_in_home(desk, "in");

		fprintf(in, "kind: note\ntext: %s%s\nkind: %s\n", enter("AddRaw"),
			payloads[i].bytes, payloads[i].bytes);
		fclose(in);
		assert_int_equal(RUN(desk, "add", "add", "talk"), 1);
	}
}

static void add_files(struct desk *desk)
{
	char name[256], path[1024];
	FILE *file, *in;

	/* A name has at most 255 bytes: one payload in each. */
	for (size_t i = 0; i < COUNT(payloads); i += stride(6)) {
		snprintf(name, sizeof name, "%s%s", enter("FileWork"), payloads[i].bytes);
		for (char *c = name; *c; c++)
			if (*c == '/')
				*c = '%';
		snprintf(path, sizeof path, "data/debrief/sessions/talk/work/%s", name);
		file = open_in_home(desk, path);
		fputs(hostile_text("Inside", 0, i % 2 == 0), file);
		fclose(file);
		in = open_in_home(desk, "in");
		if (payloads[i].is_text)
			fprintf(in, "kind: work\nstrategy: File\nfile: \"%s\"\n", quote(name));
		else
			fprintf(in, "kind: work\nstrategy: File\nfile: %s\n", name);
		fclose(in);
		assert_true(RUN(desk, "add file", "add", "talk") >= 0);

		/* Other names: of a session, of a rubric, of a transcript, of what is not there. */
		snprintf(path, sizeof path, "%s/data/debrief/sessions/%s", desk->home, name);
		memcpy(strstr(path, "FileWork"), "FileSess", 8);
		enter("FileSess");
		assert_int_equal(mkdir(path, 0700), 0);
		snprintf(path, sizeof path, "./%s", name);
		memcpy(strstr(path, "FileWork"), "FileNone", 8);
		enter("FileNone");
		assert_true(RUN(desk, "check", "check", path) >= 1);
		assert_true(RUN(desk, "import", "import", "talk", path) >= 1);
		assert_true(RUN(desk, "show", "show", path) >= 1);
		assert_true(RUN(desk, "report", "report", "talk", "--for", "coach", "-o", path) >=
			    0);
		assert_true(RUN(desk, "rubric", "rubric", "show", path) >= 1);
		file = open_in_home(desk, path);
		fprintf(file, "title: %s\nsteps: [\n", payloads[i].bytes);
		fclose(file);
		assert_int_equal(RUN(desk, "check", "check", path), 1);
	}
}

static void import_transcript(struct desk *desk)
{
	FILE *file;

	for (size_t i = 0; i < COUNT(payloads); i += stride(6)) {
		static const char *const heads[] = {"", "WEBVTT\n\n00:00.000 --> 00:01.000\n",
						    "1\n00:00:00,000 --> 00:00:01,000\n"};

		file = open_in_home(desk, "talk.txt");
		fprintf(file, "%sCoach: Raw%s\nTeacher: %s\n%s%s: x\n", heads[i % 3],
			payloads[i].bytes, payloads[i].bytes, enter("TransWho"), payloads[i].bytes);
		fclose(file);
		assert_true(RUN(desk, "import", "import", "talk", "talk.txt", "--dry-run") >= 0);
	}
	file = open_in_home(desk, "talk.txt");
	fprintf(file, "Coach: %s\n", hostile_text(enter("TransCoach"), 0, true));
	fprintf(file, "Teacher: %s\n", hostile_text(enter("TransTeach"), 0, true));
	fclose(file);
	RUN(desk, "import", "import", "talk", "talk.txt");
}

/* ---- exits ---- */

static void print_everything(struct desk *desk)
{
	static const char *const audiences[] = {"coach", "teacher"};
	static const char *const formats[] = {"text", "markdown", "html", "json"};
	char name[64];

	for (size_t i = 0; i < COUNT(audiences); i++)
		for (size_t k = 0; k < COUNT(formats); k++) {
			snprintf(name, sizeof name, "report %s %s", audiences[i], formats[k]);
			assert_int_equal(RUN(desk, name, "report", "talk", "--for", audiences[i],
					     "--format", formats[k]),
					 0);
		}
	assert_true(RUN(desk, "report ics", "report", "talk", "--format", "ics") >= 0);
	assert_int_equal(RUN(desk, "show", "show", "talk"), 0);
	assert_int_equal(RUN(desk, "show json", "show", "talk", "--json"), 0);
	assert_true(RUN(desk, "check", "check", "talk") >= 0);
	assert_int_equal(RUN(desk, "rubric show", "rubric", "show", "./hostile.yaml"), 0);
	assert_int_equal(RUN(desk, "rubric list", "rubric", "list"), 0);
	assert_int_equal(RUN(desk, "no terminal", "talk"), 0);
	assert_int_equal(run_words(desk, (const char *const[]){NULL}, "library", NULL, NULL), 0);
	assert_true(RUN(desk, "cycle", "cycle", "AddLesson") >= 0);
}

/* Keys that lead through what can be seen; the bytes written meanwhile are looked at. */
static void walk_the_screens(struct desk *desk, const char *const *words, const char *name,
			     const char *const *walk)
{
	struct exit_point point = {name, true, true};
	size_t n = 0;

	pty_stop(&desk->pty);
	assert_true(pty_start(
		&desk->pty,
		&(struct pty_options){.argv = words, .home = desk->home, .cols = 160, .rows = 50}));
	assert_true(pty_wait_idle(&desk->pty, 200));
	for (; walk[n]; n++) {
		assert_true(pty_keys(&desk->pty, walk[n]));
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		for (size_t i = 0; i < n_entries; i++)
			entries[i].exits += pty_has(&desk->pty, entries[i].mark);
	}
	look_at(&point, desk->pty.raw, desk->pty.raw_len);
	if (desk->pty.ended)
		assert_true(WIFEXITED(desk->pty.status));
	pty_stop(&desk->pty);
}

/* clang-format off */
static const char *const in_a_session[] = {
	"tab", "z end home esc", "tab", "z", "end", "enter", "esc", "home", "down enter esc",
	"esc", "tab", "down down", "end", "r", "tab", "esc", "?", "esc", "T", "esc", ":", "esc",
	"/", "Add", "enter", "esc", "G", "esc", "e", "down", "esc", "g", "down", "esc esc", "I",
	"FileN", "tab", "esc esc", ">", "1", "1", "down down down down", "b", "esc", "s", "enter",
	"esc esc", "space", "f", "esc", "N", NULL,
};
/* clang-format on */

static void see_everything(struct desk *desk)
{
	static const char *const library[] = {"down", "end",  "c",     "esc", "/", "File",
					      "esc",  "home", "enter", "q",   NULL};
	static const char *const lines[] = {"? enter", "l enter", "^D", NULL};
	const char *talk[] = {program(), "talk", NULL};
	const char *plain[] = {program(), "talk", "--plain", NULL};
	const char *alone[] = {program(), NULL};

	walk_the_screens(desk, talk, "screen", in_a_session);
	walk_the_screens(desk, alone, "library on the screen", library);
	walk_the_screens(desk, plain, "line mode", lines);
}

/* What is pasted is a draft, is offered back, and becomes a record. */
static void paste(struct desk *desk)
{
	static const char *const again[] = {"space", "N", "enter", NULL};
	const char *talk[] = {program(), "talk", NULL};
	const char *plain[] = {program(), "talk", "--plain", NULL};
	const char *pasted = hostile_text(enter("Pasted"), 0, true);

	assert_true(pty_start(&desk->pty, &(struct pty_options){.argv = talk, .home = desk->home}));
	assert_true(pty_wait_idle(&desk->pty, 200));
	keys(desk, "space N"); /* the first goes on where the talk was */
	assert_true(pty_type(&desk->pty, "\033[200~"));
	assert_true(pty_type(&desk->pty, pasted));
	assert_true(pty_type(&desk->pty, "Pasted\033[201~"));
	assert_true(pty_wait_idle(&desk->pty, 300));
	look_at(&(struct exit_point){"pasted", true, true}, desk->pty.raw, desk->pty.raw_len);
	pty_stop(&desk->pty);
	walk_the_screens(desk, talk, "draft", again);
	walk_the_screens(desk, plain, "draft in the line mode", again);
}

/* ---- the environment and the words ---- */

/* clang-format off */
static const char *const variables[] = {
	"TERM", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "USER", "LOGNAME", "HOME",
	"XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "VISUAL",
	"EDITOR", "PAGER", "NO_COLOR", "COLUMNS", "LINES", "TZ", "TMPDIR", "ESCDELAY",
	"DEBRIEF_RUBRIC_PATH", "DEBRIEF_TEST_CLOCK", "DEBRIEF_TEST_SEED", "INPUTRC", "COLORTERM",
	"NCURSES_NO_UTF8_ACS", "TERMINFO",
};
/* clang-format on */

static void an_environment_of_hostile_text(void **state)
{
	static const char *const commands[][4] = {{"show", "talk"},
						  {"rubric", "list"},
						  {"show", "absent"},
						  {"new", "--rubric", "absent"}};
	struct desk *desk = *state;
	const char *words[] = {program(), "talk", NULL};
	size_t step = stride(4) * 6;
	int cases = 0;

	run_script(desk, new_session);
	for (size_t v = 0; v < COUNT(variables); v++)
		for (size_t i = v % step; i < COUNT(payloads); i += step, cases++) {
			char value[512], entry[600];
			const char *env[] = {entry, NULL};
			const char *const *command = commands[(v + i) % COUNT(commands)];

			snprintf(value, sizeof value, "/tmp/no%s%s", enter("Environ"),
				 payloads[i].bytes);
			assert_true(run_words(desk, command, "with an environment", variables[v],
					      value) >= 0);
			snprintf(entry, sizeof entry, "%s=%s", variables[v], value);
			assert_true(pty_start(&desk->pty, &(struct pty_options){.argv = words,
										.home = desk->home,
										.env = env}));
			assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
			if (!desk->pty.ended)
				pty_signal(&desk->pty, 15);
			assert_true(pty_wait_exit(&desk->pty, &(int){0}));
			look_at(&(struct exit_point){variables[v], true, true}, desk->pty.raw,
				desk->pty.raw_len);
			pty_stop(&desk->pty);
		}
	printf("%d hostile environments\n", cases);
}

static void words_of_hostile_text(void **state)
{
	struct desk *desk = *state;
	int cases = 0;

	run_script(desk, new_session);
	for (size_t i = 0; i < COUNT(payloads); i++) {
		char word[256];
		const char *const forms[] = {"%s", "--%s", "-%s", "./%s", "--format=%s", "talk%s"};
		static const char *const commands[] = {"show", "check",  "report", "import",
						       "add",  "rubric", "cycle",  "help",
						       "new",  "demo"};

		for (size_t f = i % stride(6); f < COUNT(forms); f += stride(6), cases++) {
			const char *command = commands[(i + f) % COUNT(commands)];
			char with[300];

			snprintf(word, sizeof word, "%s%s", enter("Word"), payloads[i].bytes);
			snprintf(with, sizeof with, "%.*s%s", (int)strcspn(forms[f], "%"), forms[f],
				 word);
			if (f % 3 == 0)
				assert_true(RUN(desk, "a word", with) >= 0);
			else if (f % 3 == 1)
				assert_true(RUN(desk, "a word", command, with) >= 0);
			else
				assert_true(RUN(desk, "a word", command, "talk", with) >= 0);
		}
	}
	printf("%d hostile words\n", cases);
}

static void whatever_comes_in_comes_out_harmless(void **state)
{
	struct desk *desk = *state;
	size_t seen = 0;

	make_session(desk);
	add_events(desk);
	add_files(desk);
	import_transcript(desk);
	print_everything(desk);
	see_everything(desk);
	paste(desk);
	for (size_t i = 0; i < n_entries; i++) {
		if (entries[i].exits == 0)
			fprintf(stderr, "never came out: %s\n", entries[i].mark);
		seen += entries[i].exits > 0;
	}
	assert_int_equal(seen, n_entries);
	printf("%zu payloads at %zu entries; %zu outputs\n", COUNT(payloads), n_entries, n_looks);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(whatever_comes_in_comes_out_harmless),
		AT_DESK(an_environment_of_hostile_text),
		AT_DESK(words_of_hostile_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
