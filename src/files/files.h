/*
 * THE ROOM OF FILES: bodies on their way in (spool), the directory they lie in under their hash (store), what
 * kind of bytes they are (kind), whose they are and under which name (upload), what they hang on (attachment),
 * and what takes away what nobody refers to (sweep). It knows jobs, submissions and deliveries by their ids alone:
 * who may see these may see their files, which the rooms above decide.
 *
 * TABLES: blobs, uploads, attachments.
 * Besides users.files_bytes, which no other room writes.
 *
 * ALWAYS TRUE
 * - Equal bytes lie there once; each owner's upload counts for that owner as if it were a copy.
 * - A row of a blob that an upload refers to has its file: the file is made, and on the disk, before the row's
 *   COMMIT, under the row's lock; it is taken away under that lock, and only where no upload refers to it.
 * - What hangs on something is never swept.
 * - A content type is what the bytes say; a name is only ever shown.
 *
 * LOCKS: upload -> blob -> user, the first two before any job; the quota before all. (market.h has the whole order.)
 */
#pragma once

#include "db/invariant.h"

extern const struct invariants file_invariants;
