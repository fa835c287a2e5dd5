/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/transcript.h"

#include <string.h>
#include <strings.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/same_name.h"

/*
 * Who is who is said by people, or by a name that leaves no doubt: the words of somebody who is
 * taken for the other would be in the wrong mouth for good, and nobody would see it.
 */

/* ---- who is who ---- */

static bool is_in(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

static bool is_part_of_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (unsigned char)c >= 0x80;
}

/* The word on its own: "Coach Lee", not "Coachman". */
static bool has_word(const char *name, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = name; *at; at++)
		if (!strncasecmp(at, word, length) && !is_part_of_word(at[length]) &&
		    (at == name || !is_part_of_word(at[-1])))
			return true;
	return false;
}

struct part { /* one of the two, and how they may be found */
	enum transcript_role role;
	const char *const *names;
	size_t n_names;
	const char *session_name;
};

typedef bool is_part(const struct part *part, const char *name);

static bool is_named(const struct part *part, const char *name)
{
	return is_in(name, part->names, part->n_names);
}

static bool has_session_name(const struct part *part, const char *name)
{
	return part->session_name && !strcasecmp(part->session_name, name);
}

/* A transcript writes it with another point, another blank, or more behind it: "(she/her)". */
static bool has_almost_session_name(const struct part *part, const char *name)
{
	char bare[TRANSCRIPT_NAME_MAX + 1];
	size_t length = strcspn(name, "(");

	if (same_name(part->session_name, name))
		return true;
	if (length >= sizeof(bare))
		return false;
	memcpy(bare, name, length);
	bare[length] = '\0';
	return same_name(part->session_name, bare);
}

static bool has_role_name(const struct part *part, const char *name)
{
	const char *const words[] = {transcript_role_names[part->role],
				     _(transcript_role_names[part->role])};

	return has_word(name, words[0]) || has_word(name, words[1]);
}

/* How many of those whose role is open it fits; they get it. Words that nobody was named for stay
 * nobody's. */
static size_t give(struct transcript *transcript, const struct part *part, is_part *fits)
{
	size_t count = 0;

	for (size_t i = 0; i < transcript->n_speakers; i++) {
		struct transcript_speaker *speaker = &transcript->speakers[i];

		if (speaker->role != TRANSCRIPT_OTHER || !*speaker->name ||
		    !fits(part, speaker->name))
			continue;
		speaker->role = part->role;
		count++;
	}
	return count;
}

static enum status check_names(const struct transcript *transcript, const struct part *part,
			       const struct part *other, struct err *err)
{
	for (size_t n = 0; n < part->n_names; n++) {
		size_t i = 0;

		while (i < transcript->n_speakers && /* an empty one is nobody's */
		       (!*part->names[n] ||
			strcasecmp(transcript->speakers[i].name, part->names[n]) != 0))
			i++;
		if (i == transcript->n_speakers)
			return err_set(err, STATUS_NOT_FOUND, _("nobody is named '%s' here"),
				       part->names[n]);
		if (is_named(other, part->names[n]))
			return err_set(err, STATUS_NOT_FOUND,
				       _("'%s' cannot be both coach and teacher"), part->names[n]);
	}
	return STATUS_OK;
}

static bool is_found(const struct transcript *transcript, enum transcript_role role)
{
	for (size_t i = 0; i < transcript->n_speakers; i++)
		if (transcript->speakers[i].role == role)
			return true;
	return false;
}

/* Of two people, who is not the one is the other. */
static void give_the_rest(struct transcript *transcript)
{
	struct transcript_speaker *named[2];
	size_t count = 0;

	for (size_t i = 0; i < transcript->n_speakers; i++)
		if (*transcript->speakers[i].name && count++ < 2)
			named[count - 1] = &transcript->speakers[i];
	for (size_t i = 0; count == 2 && i < 2; i++) {
		enum transcript_role role = named[1 - i]->role;

		if (named[i]->role == TRANSCRIPT_OTHER && role != TRANSCRIPT_OTHER)
			named[i]->role = role == TRANSCRIPT_COACH ? TRANSCRIPT_TEACHER
								  : TRANSCRIPT_COACH;
	}
}

enum status transcript_assign(struct transcript *transcript, const struct transcript_cast *cast,
			      struct err *err)
{
	static is_part *const ways[] = {has_session_name, has_almost_session_name, has_role_name};
	const struct part parts[] = {
		{TRANSCRIPT_COACH, cast->coach, cast->n_coach, cast->session_coach},
		{TRANSCRIPT_TEACHER, cast->teacher, cast->n_teacher, cast->session_teacher},
	};
	enum status status = check_names(transcript, &parts[0], &parts[1], err);

	if (!status)
		status = check_names(transcript, &parts[1], &parts[0], err);
	if (status)
		return status;
	for (size_t i = 0; i < transcript->n_speakers; i++)
		transcript->speakers[i].role = TRANSCRIPT_OTHER;
	for (size_t i = 0; i < 2; i++)
		give(transcript, &parts[i], is_named);
	for (size_t way = 0; way < COUNT(ways); way++)
		for (size_t i = 0; i < 2; i++)
			if (!is_found(transcript, parts[i].role))
				give(transcript, &parts[i], ways[way]);
	give_the_rest(transcript);
	if (is_found(transcript, TRANSCRIPT_COACH) && is_found(transcript, TRANSCRIPT_TEACHER))
		return STATUS_OK;
	return err_set(err, STATUS_NOT_FOUND, "%s",
		       is_found(transcript, TRANSCRIPT_COACH)
			       ? _("it is not clear who is the teacher")
		       : is_found(transcript, TRANSCRIPT_TEACHER)
			       ? _("it is not clear who is the coach")
			       : _("it is not clear who is the coach and who the teacher"));
}

/* ---- turns ---- */

struct turn {
	enum transcript_role role;
	const struct transcript_cue *first;
	size_t n_cues, n_words;
	size_t length; /* of its text: the words with a blank between cues */
	int64_t from, to;
};

static bool continues(const struct turn *turn, enum transcript_role role, size_t length)
{
	return turn->n_cues > 0 && turn->role == role &&
	       turn->length + 1 + length <= TRANSCRIPT_TEXT_MAX;
}

static void extend(struct turn *turn, const struct transcript_cue *cue, size_t length)
{
	turn->length += length + (turn->n_cues++ > 0);
	turn->n_words += cue->n_words;
	if (cue->from != TRANSCRIPT_TIME_NONE &&
	    (turn->from == TRANSCRIPT_TIME_NONE || cue->from < turn->from))
		turn->from = cue->from;
	if (cue->to > turn->to)
		turn->to = cue->to;
}

static enum status make_turns(const struct transcript *transcript, struct arena *arena,
			      struct turn **turns, size_t *count, struct err *err)
{
	struct turn *items = NULL;
	size_t n = 0;

	for (size_t i = 0; i < transcript->n_cues; i++) {
		const struct transcript_cue *cue = &transcript->cues[i];
		enum transcript_role role = transcript->speakers[cue->speaker].role;
		size_t length = strlen(cue->words);

		if (n == 0 || !continues(&items[n - 1], role, length)) {
			if (n == TRANSCRIPT_TURNS_MAX)
				return err_set(err, STATUS_LIMIT,
					       _("the speakers change more often than in a talk; "
						 "expected at most %d turns"),
					       TRANSCRIPT_TURNS_MAX);
			items = arena_grow(arena, items, n, sizeof(*items));
			if (!items)
				return err_no_memory(err);
			items[n++] = (struct turn){.role = role,
						   .first = cue,
						   .from = TRANSCRIPT_TIME_NONE,
						   .to = TRANSCRIPT_TIME_NONE};
		}
		extend(&items[n - 1], cue, length);
	}
	*turns = items;
	*count = n;
	return STATUS_OK;
}

static const char *text_of(const struct turn *turn, struct arena *arena)
{
	char *text = arena_alloc(arena, turn->length + 1);
	size_t at = 0;

	for (size_t i = 0; text && i < turn->n_cues; i++) {
		size_t length = strlen(turn->first[i].words);

		if (i > 0)
			text[at++] = ' ';
		memcpy(text + at, turn->first[i].words, length);
		at += length;
	}
	return text;
}

static bool set_number(struct event *event, enum event_key key, int64_t number, struct arena *arena)
{
	const char *text = number < 0 ? NULL : arena_printf(arena, "%lld", (long long)number);

	event_set(event, key, text);
	return number < 0 || text;
}

/* Half a second belongs to the next one: neighbours stay neighbours. */
static int64_t seconds(int64_t ms)
{
	return ms < 0 ? ms : (ms + 500) / 1000;
}

static bool make_event(struct event *event, const struct turn *turn, bool with_text,
		       struct arena *arena)
{
	const char *text = NULL;

	event_init(event, EVENT_TURN);
	event_set(event, KEY_BY, transcript_role_names[turn->role]);
	if (with_text && turn->role != TRANSCRIPT_OTHER) {
		text = text_of(turn, arena);
		if (!text)
			return false;
	}
	event_set(event, KEY_TEXT, text);
	return set_number(event, KEY_FROM, seconds(turn->from), arena) &&
	       set_number(event, KEY_TO, seconds(turn->to), arena) &&
	       set_number(event, KEY_WORDS, (int64_t)turn->n_words, arena);
}

enum status transcript_events(const struct transcript *transcript, bool with_text,
			      struct arena *arena, struct event **events, size_t *count,
			      struct err *err)
{
	struct turn *turns = NULL;
	enum status status = make_turns(transcript, arena, &turns, count, err);

	if (status)
		return status;
	*events = arena_array(arena, *count, sizeof(**events));
	if (!*events)
		return err_no_memory(err);
	for (size_t i = 0; i < *count; i++)
		if (!make_event(&(*events)[i], &turns[i], with_text, arena))
			return err_no_memory(err);
	return STATUS_OK;
}
