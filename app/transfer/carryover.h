#pragma once

#include "app/values/chunkgroup.h"
#include "app/values/chunkpatch.h"

/// An upsert empties what it leaves out. What people gave a chunk or a group by hand, and the document knows nothing of, goes along.
namespace carryover {

/// Weight, number, time, place, images and link where the document says nothing of them; tags and keys of the metadata besides its own.
void keep(ChunkPatch &patch, const Chunk &there);
/// The description; tags and keys of the metadata besides the document's.
void keep(NewChunkGroup &group, const ChunkGroup &there);

}
