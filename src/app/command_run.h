/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_COMMAND_RUN_H
#define APP_COMMAND_RUN_H

#include "app/command.h"
#include "app/search.h"

/* The handlers and conditions that command.def names; each stands in the file of what it is about,
 * those of the panes as a whole in move.c, desk.c and talk.c. */

#define COMMAND(id, contexts, keys, rank, hint, works, help) unsigned do_##id(struct app *app);
#define COMMAND_AS(other, id, contexts, keys, rank, hint, works, help)
#include "app/command.def"
#undef COMMAND
#undef COMMAND_AS

bool always(const struct app *app);
bool is_at_panes(const struct app *app);
bool is_asked_at_panes(const struct app *app);
bool can_write(const struct app *app);
bool may_not_write(const struct app *app);
bool marks_instead(const struct app *app);
bool has_question(const struct app *app);
bool has_questions(const struct app *app);
bool has_heard(const struct app *app);
bool has_branches(const struct app *app);
bool can_mark_heard(const struct app *app);
bool on_criterion(const struct app *app);
bool on_phase(const struct app *app);
bool on_readable(const struct app *app);
bool on_citable(const struct app *app);
bool in_talk(const struct app *app);
bool hides_steps(const struct app *app);
bool is_alone(const struct app *app);
bool at_last_step(const struct app *app);
bool has_next_step(const struct app *app);
bool is_zoomed(const struct app *app);
bool ends_evidence(const struct app *app);
bool is_preparing(const struct app *app);
bool can_record(const struct app *app);
bool may_write_words(const struct app *app);
bool consent_is_open(const struct app *app);
bool after_closing(const struct app *app);
bool has_later_stage(const struct app *app);
bool before_is_private(const struct app *app);
bool before_talk(const struct app *app);
bool has_earlier_stage(const struct app *app);
bool has_loose_words(const struct app *app);
bool has_turns(const struct app *app);
bool has_goal_to_park(const struct app *app);
bool has_goal(const struct app *app);
bool has_shared_goal(const struct app *app);
bool has_other_places(const struct app *app);
bool clock_runs(const struct app *app);
bool has_topics(const struct app *app);
bool teacher_reads_along(const struct app *app);
bool coach_is_alone(const struct app *app);
bool has_other_work(const struct app *app);
bool teacher_may_write(const struct app *app);
bool can_undo(const struct app *app);
bool can_redo(const struct app *app);
bool leaves_search(const struct app *app);
bool leaves_pick(const struct app *app);
bool searches_line(const struct app *app);
bool can_lend(const struct app *app);
bool inserts_line(const struct app *app);
bool has_words(const struct app *app);
bool on_work(const struct app *app);
bool can_write_anew(const struct app *app);
bool on_evidence(const struct app *app);
bool can_change_phase(const struct app *app);
bool can_change_who(const struct app *app);
bool has_unsaved(const struct app *app);
bool has_pick(const struct app *app);
bool is_marking(const struct app *app);
bool is_choosing(const struct app *app);
bool nothing_is_marked(const struct app *app);
bool may_read_otherwise(const struct app *app);
bool is_writing(const struct app *app);
bool day_is_open(const struct app *app);
bool has_day(const struct app *app);
bool may_stay_open(const struct app *app);
bool on_session(const struct app *app);
bool on_kept_session(const struct app *app);
bool on_archived(const struct app *app);
bool has_filter(const struct app *app);
bool has_sessions(const struct app *app);
bool has_archive(const struct app *app);
bool in_archive(const struct app *app);
bool has_demo(const struct app *app);
bool keeps_draft(const struct app *app);
bool keeps_no_draft(const struct app *app);
bool is_finding(const struct app *app);
bool on_teacher(const struct app *app);
bool on_agreement(const struct app *app);
bool may_visit(const struct app *app);
bool reads_own_report(const struct app *app);
bool reads_teachers_report(const struct app *app);
bool has_question_first(const struct app *app);
bool is_read(const struct app *app);
bool on_unsorted(const struct app *app);
bool takes_lines(const struct app *app);

#endif
