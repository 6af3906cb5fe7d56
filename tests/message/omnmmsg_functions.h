/// The payload library's functions, as a program that links against it sees them: by name, without
/// a table, without init.
#pragma once

#include <payloadbridge.h>

#include <type_traits>

/// X(symbol behind "omnmmsg", type of the pointer, member of the table).
#define OMNMMSG_FUNCTIONS(X)                                                                       \
  X(Payload_create, msgPayload_create, msgPayloadCreate)                                           \
  X(Payload_createForTemplate, msgPayload_createForTemplate, msgPayloadCreateForTemplate)          \
  X(Payload_getType, msgPayload_getType, msgPayloadGetType)                                        \
  X(Payload_copy, msgPayload_copy, msgPayloadCopy)                                                 \
  X(Payload_clear, msgPayload_clear, msgPayloadClear)                                              \
  X(Payload_destroy, msgPayload_destroy, msgPayloadDestroy)                                        \
  X(Payload_setParent, msgPayload_setParent, msgPayloadSetParent)                                  \
  X(Payload_getByteSize, msgPayload_getByteSize, msgPayloadGetByteSize)                            \
  X(Payload_getNumFields, msgPayload_getNumFields, msgPayloadGetNumFields)                         \
  X(Payload_getSendSubject, msgPayload_getSendSubject, msgPayloadGetSendSubject)                   \
  X(Payload_toString, msgPayload_toString, msgPayloadToString)                                     \
  X(Payload_iterateFields, msgPayload_iterateFields, msgPayloadIterateFields)                      \
  X(Payload_serialize, msgPayload_serialize, msgPayloadSerialize)                                  \
  X(Payload_deserialize, msgPayload_deserialize, msgPayloadDeserialize)                            \
  X(Payload_unSerialize, msgPayload_unSerialize, msgPayloadUnSerialize)                            \
  X(Payload_getByteBuffer, msgPayload_getByteBuffer, msgPayloadGetByteBuffer)                      \
  X(Payload_setByteBuffer, msgPayload_setByteBuffer, msgPayloadSetByteBuffer)                      \
  X(Payload_createFromByteBuffer, msgPayload_createFromByteBuffer, msgPayloadCreateFromByteBuffer) \
  X(Payload_apply, msgPayload_apply, msgPayloadApply)                                              \
  X(Payload_getNativeMsg, msgPayload_getNativeMsg, msgPayloadGetNativeMsg)                         \
  X(Payload_getFieldAsString, msgPayload_getFieldAsString, msgPayloadGetFieldAsString)             \
  X(Payload_addBool, msgPayload_addBool, msgPayloadAddBool)                                        \
  X(Payload_addChar, msgPayload_addChar, msgPayloadAddChar)                                        \
  X(Payload_addI8, msgPayload_addI8, msgPayloadAddI8)                                              \
  X(Payload_addU8, msgPayload_addU8, msgPayloadAddU8)                                              \
  X(Payload_addI16, msgPayload_addI16, msgPayloadAddI16)                                           \
  X(Payload_addU16, msgPayload_addU16, msgPayloadAddU16)                                           \
  X(Payload_addI32, msgPayload_addI32, msgPayloadAddI32)                                           \
  X(Payload_addU32, msgPayload_addU32, msgPayloadAddU32)                                           \
  X(Payload_addI64, msgPayload_addI64, msgPayloadAddI64)                                           \
  X(Payload_addU64, msgPayload_addU64, msgPayloadAddU64)                                           \
  X(Payload_addF32, msgPayload_addF32, msgPayloadAddF32)                                           \
  X(Payload_addF64, msgPayload_addF64, msgPayloadAddF64)                                           \
  X(Payload_addString, msgPayload_addString, msgPayloadAddString)                                  \
  X(Payload_addOpaque, msgPayload_addOpaque, msgPayloadAddOpaque)                                  \
  X(Payload_addDateTime, msgPayload_addDateTime, msgPayloadAddDateTime)                            \
  X(Payload_addPrice, msgPayload_addPrice, msgPayloadAddPrice)                                     \
  X(Payload_addMsg, msgPayload_addMsg, msgPayloadAddMsg)                                           \
  X(Payload_addVectorBool, msgPayload_addVectorBool, msgPayloadAddVectorBool)                      \
  X(Payload_addVectorChar, msgPayload_addVectorChar, msgPayloadAddVectorChar)                      \
  X(Payload_addVectorI8, msgPayload_addVectorI8, msgPayloadAddVectorI8)                            \
  X(Payload_addVectorU8, msgPayload_addVectorU8, msgPayloadAddVectorU8)                            \
  X(Payload_addVectorI16, msgPayload_addVectorI16, msgPayloadAddVectorI16)                         \
  X(Payload_addVectorU16, msgPayload_addVectorU16, msgPayloadAddVectorU16)                         \
  X(Payload_addVectorI32, msgPayload_addVectorI32, msgPayloadAddVectorI32)                         \
  X(Payload_addVectorU32, msgPayload_addVectorU32, msgPayloadAddVectorU32)                         \
  X(Payload_addVectorI64, msgPayload_addVectorI64, msgPayloadAddVectorI64)                         \
  X(Payload_addVectorU64, msgPayload_addVectorU64, msgPayloadAddVectorU64)                         \
  X(Payload_addVectorF32, msgPayload_addVectorF32, msgPayloadAddVectorF32)                         \
  X(Payload_addVectorF64, msgPayload_addVectorF64, msgPayloadAddVectorF64)                         \
  X(Payload_addVectorString, msgPayload_addVectorString, msgPayloadAddVectorString)                \
  X(Payload_addVectorMsg, msgPayload_addVectorMsg, msgPayloadAddVectorMsg)                         \
  X(Payload_addVectorDateTime, msgPayload_addVectorDateTime, msgPayloadAddVectorDateTime)          \
  X(Payload_addVectorPrice, msgPayload_addVectorPrice, msgPayloadAddVectorPrice)                   \
  X(Payload_updateBool, msgPayload_updateBool, msgPayloadUpdateBool)                               \
  X(Payload_updateChar, msgPayload_updateChar, msgPayloadUpdateChar)                               \
  X(Payload_updateU8, msgPayload_updateU8, msgPayloadUpdateU8)                                     \
  X(Payload_updateI8, msgPayload_updateI8, msgPayloadUpdateI8)                                     \
  X(Payload_updateI16, msgPayload_updateI16, msgPayloadUpdateI16)                                  \
  X(Payload_updateU16, msgPayload_updateU16, msgPayloadUpdateU16)                                  \
  X(Payload_updateI32, msgPayload_updateI32, msgPayloadUpdateI32)                                  \
  X(Payload_updateU32, msgPayload_updateU32, msgPayloadUpdateU32)                                  \
  X(Payload_updateI64, msgPayload_updateI64, msgPayloadUpdateI64)                                  \
  X(Payload_updateU64, msgPayload_updateU64, msgPayloadUpdateU64)                                  \
  X(Payload_updateF32, msgPayload_updateF32, msgPayloadUpdateF32)                                  \
  X(Payload_updateF64, msgPayload_updateF64, msgPayloadUpdateF64)                                  \
  X(Payload_updateString, msgPayload_updateString, msgPayloadUpdateString)                         \
  X(Payload_updateOpaque, msgPayload_updateOpaque, msgPayloadUpdateOpaque)                         \
  X(Payload_updateDateTime, msgPayload_updateDateTime, msgPayloadUpdateDateTime)                   \
  X(Payload_updatePrice, msgPayload_updatePrice, msgPayloadUpdatePrice)                            \
  X(Payload_updateSubMsg, msgPayload_updateSubMsg, msgPayloadUpdateSubMsg)                         \
  X(Payload_updateVectorMsg, msgPayload_updateVectorMsg, msgPayloadUpdateVectorMsg)                \
  X(Payload_updateVectorString, msgPayload_updateVectorString, msgPayloadUpdateVectorString)       \
  X(Payload_updateVectorBool, msgPayload_updateVectorBool, msgPayloadUpdateVectorBool)             \
  X(Payload_updateVectorChar, msgPayload_updateVectorChar, msgPayloadUpdateVectorChar)             \
  X(Payload_updateVectorI8, msgPayload_updateVectorI8, msgPayloadUpdateVectorI8)                   \
  X(Payload_updateVectorU8, msgPayload_updateVectorU8, msgPayloadUpdateVectorU8)                   \
  X(Payload_updateVectorI16, msgPayload_updateVectorI16, msgPayloadUpdateVectorI16)                \
  X(Payload_updateVectorU16, msgPayload_updateVectorU16, msgPayloadUpdateVectorU16)                \
  X(Payload_updateVectorI32, msgPayload_updateVectorI32, msgPayloadUpdateVectorI32)                \
  X(Payload_updateVectorU32, msgPayload_updateVectorU32, msgPayloadUpdateVectorU32)                \
  X(Payload_updateVectorI64, msgPayload_updateVectorI64, msgPayloadUpdateVectorI64)                \
  X(Payload_updateVectorU64, msgPayload_updateVectorU64, msgPayloadUpdateVectorU64)                \
  X(Payload_updateVectorF32, msgPayload_updateVectorF32, msgPayloadUpdateVectorF32)                \
  X(Payload_updateVectorF64, msgPayload_updateVectorF64, msgPayloadUpdateVectorF64)                \
  X(Payload_updateVectorPrice, msgPayload_updateVectorPrice, msgPayloadUpdateVectorPrice)          \
  X(Payload_updateVectorTime, msgPayload_updateVectorTime, msgPayloadUpdateVectorTime)             \
  X(Payload_getBool, msgPayload_getBool, msgPayloadGetBool)                                        \
  X(Payload_getChar, msgPayload_getChar, msgPayloadGetChar)                                        \
  X(Payload_getI8, msgPayload_getI8, msgPayloadGetI8)                                              \
  X(Payload_getU8, msgPayload_getU8, msgPayloadGetU8)                                              \
  X(Payload_getI16, msgPayload_getI16, msgPayloadGetI16)                                           \
  X(Payload_getU16, msgPayload_getU16, msgPayloadGetU16)                                           \
  X(Payload_getI32, msgPayload_getI32, msgPayloadGetI32)                                           \
  X(Payload_getU32, msgPayload_getU32, msgPayloadGetU32)                                           \
  X(Payload_getI64, msgPayload_getI64, msgPayloadGetI64)                                           \
  X(Payload_getU64, msgPayload_getU64, msgPayloadGetU64)                                           \
  X(Payload_getF32, msgPayload_getF32, msgPayloadGetF32)                                           \
  X(Payload_getF64, msgPayload_getF64, msgPayloadGetF64)                                           \
  X(Payload_getString, msgPayload_getString, msgPayloadGetString)                                  \
  X(Payload_getOpaque, msgPayload_getOpaque, msgPayloadGetOpaque)                                  \
  X(Payload_getField, msgPayload_getField, msgPayloadGetField)                                     \
  X(Payload_getDateTime, msgPayload_getDateTime, msgPayloadGetDateTime)                            \
  X(Payload_getPrice, msgPayload_getPrice, msgPayloadGetPrice)                                     \
  X(Payload_getMsg, msgPayload_getMsg, msgPayloadGetMsg)                                           \
  X(Payload_getVectorBool, msgPayload_getVectorBool, msgPayloadGetVectorBool)                      \
  X(Payload_getVectorChar, msgPayload_getVectorChar, msgPayloadGetVectorChar)                      \
  X(Payload_getVectorI8, msgPayload_getVectorI8, msgPayloadGetVectorI8)                            \
  X(Payload_getVectorU8, msgPayload_getVectorU8, msgPayloadGetVectorU8)                            \
  X(Payload_getVectorI16, msgPayload_getVectorI16, msgPayloadGetVectorI16)                         \
  X(Payload_getVectorU16, msgPayload_getVectorU16, msgPayloadGetVectorU16)                         \
  X(Payload_getVectorI32, msgPayload_getVectorI32, msgPayloadGetVectorI32)                         \
  X(Payload_getVectorU32, msgPayload_getVectorU32, msgPayloadGetVectorU32)                         \
  X(Payload_getVectorI64, msgPayload_getVectorI64, msgPayloadGetVectorI64)                         \
  X(Payload_getVectorU64, msgPayload_getVectorU64, msgPayloadGetVectorU64)                         \
  X(Payload_getVectorF32, msgPayload_getVectorF32, msgPayloadGetVectorF32)                         \
  X(Payload_getVectorF64, msgPayload_getVectorF64, msgPayloadGetVectorF64)                         \
  X(Payload_getVectorString, msgPayload_getVectorString, msgPayloadGetVectorString)                \
  X(Payload_getVectorDateTime, msgPayload_getVectorDateTime, msgPayloadGetVectorDateTime)          \
  X(Payload_getVectorPrice, msgPayload_getVectorPrice, msgPayloadGetVectorPrice)                   \
  X(Payload_getVectorMsg, msgPayload_getVectorMsg, msgPayloadGetVectorMsg)                         \
  X(FieldPayload_create, msgFieldPayload_create, msgFieldPayloadCreate)                            \
  X(FieldPayload_destroy, msgFieldPayload_destroy, msgFieldPayloadDestroy)                         \
  X(FieldPayload_getName, msgFieldPayload_getName, msgFieldPayloadGetName)                         \
  X(FieldPayload_getFid, msgFieldPayload_getFid, msgFieldPayloadGetFid)                            \
  X(FieldPayload_getDescriptor, msgFieldPayload_getDescriptor, msgFieldPayloadGetDescriptor)       \
  X(FieldPayload_getType, msgFieldPayload_getType, msgFieldPayloadGetType)                         \
  X(FieldPayload_updateBool, msgFieldPayload_updateBool, msgFieldPayloadUpdateBool)                \
  X(FieldPayload_updateChar, msgFieldPayload_updateChar, msgFieldPayloadUpdateChar)                \
  X(FieldPayload_updateU8, msgFieldPayload_updateU8, msgFieldPayloadUpdateU8)                      \
  X(FieldPayload_updateI8, msgFieldPayload_updateI8, msgFieldPayloadUpdateI8)                      \
  X(FieldPayload_updateI16, msgFieldPayload_updateI16, msgFieldPayloadUpdateI16)                   \
  X(FieldPayload_updateU16, msgFieldPayload_updateU16, msgFieldPayloadUpdateU16)                   \
  X(FieldPayload_updateI32, msgFieldPayload_updateI32, msgFieldPayloadUpdateI32)                   \
  X(FieldPayload_updateU32, msgFieldPayload_updateU32, msgFieldPayloadUpdateU32)                   \
  X(FieldPayload_updateI64, msgFieldPayload_updateI64, msgFieldPayloadUpdateI64)                   \
  X(FieldPayload_updateU64, msgFieldPayload_updateU64, msgFieldPayloadUpdateU64)                   \
  X(FieldPayload_updateF32, msgFieldPayload_updateF32, msgFieldPayloadUpdateF32)                   \
  X(FieldPayload_updateF64, msgFieldPayload_updateF64, msgFieldPayloadUpdateF64)                   \
  X(FieldPayload_updateString, msgFieldPayload_updateString, msgFieldPayloadUpdateString)          \
  X(FieldPayload_updateDateTime, msgFieldPayload_updateDateTime, msgFieldPayloadUpdateDateTime)    \
  X(FieldPayload_updatePrice, msgFieldPayload_updatePrice, msgFieldPayloadUpdatePrice)             \
  X(FieldPayload_getBool, msgFieldPayload_getBool, msgFieldPayloadGetBool)                         \
  X(FieldPayload_getChar, msgFieldPayload_getChar, msgFieldPayloadGetChar)                         \
  X(FieldPayload_getI8, msgFieldPayload_getI8, msgFieldPayloadGetI8)                               \
  X(FieldPayload_getU8, msgFieldPayload_getU8, msgFieldPayloadGetU8)                               \
  X(FieldPayload_getI16, msgFieldPayload_getI16, msgFieldPayloadGetI16)                            \
  X(FieldPayload_getU16, msgFieldPayload_getU16, msgFieldPayloadGetU16)                            \
  X(FieldPayload_getI32, msgFieldPayload_getI32, msgFieldPayloadGetI32)                            \
  X(FieldPayload_getU32, msgFieldPayload_getU32, msgFieldPayloadGetU32)                            \
  X(FieldPayload_getI64, msgFieldPayload_getI64, msgFieldPayloadGetI64)                            \
  X(FieldPayload_getU64, msgFieldPayload_getU64, msgFieldPayloadGetU64)                            \
  X(FieldPayload_getF32, msgFieldPayload_getF32, msgFieldPayloadGetF32)                            \
  X(FieldPayload_getF64, msgFieldPayload_getF64, msgFieldPayloadGetF64)                            \
  X(FieldPayload_getString, msgFieldPayload_getString, msgFieldPayloadGetString)                   \
  X(FieldPayload_getOpaque, msgFieldPayload_getOpaque, msgFieldPayloadGetOpaque)                   \
  X(FieldPayload_getDateTime, msgFieldPayload_getDateTime, msgFieldPayloadGetDateTime)             \
  X(FieldPayload_getPrice, msgFieldPayload_getPrice, msgFieldPayloadGetPrice)                      \
  X(FieldPayload_getMsg, msgFieldPayload_getMsg, msgFieldPayloadGetMsg)                            \
  X(FieldPayload_getVectorBool, msgFieldPayload_getVectorBool, msgFieldPayloadGetVectorBool)       \
  X(FieldPayload_getVectorChar, msgFieldPayload_getVectorChar, msgFieldPayloadGetVectorChar)       \
  X(FieldPayload_getVectorI8, msgFieldPayload_getVectorI8, msgFieldPayloadGetVectorI8)             \
  X(FieldPayload_getVectorU8, msgFieldPayload_getVectorU8, msgFieldPayloadGetVectorU8)             \
  X(FieldPayload_getVectorI16, msgFieldPayload_getVectorI16, msgFieldPayloadGetVectorI16)          \
  X(FieldPayload_getVectorU16, msgFieldPayload_getVectorU16, msgFieldPayloadGetVectorU16)          \
  X(FieldPayload_getVectorI32, msgFieldPayload_getVectorI32, msgFieldPayloadGetVectorI32)          \
  X(FieldPayload_getVectorU32, msgFieldPayload_getVectorU32, msgFieldPayloadGetVectorU32)          \
  X(FieldPayload_getVectorI64, msgFieldPayload_getVectorI64, msgFieldPayloadGetVectorI64)          \
  X(FieldPayload_getVectorU64, msgFieldPayload_getVectorU64, msgFieldPayloadGetVectorU64)          \
  X(FieldPayload_getVectorF32, msgFieldPayload_getVectorF32, msgFieldPayloadGetVectorF32)          \
  X(FieldPayload_getVectorF64, msgFieldPayload_getVectorF64, msgFieldPayloadGetVectorF64)          \
  X(FieldPayload_getVectorString, msgFieldPayload_getVectorString, msgFieldPayloadGetVectorString) \
  X(FieldPayload_getVectorDateTime, msgFieldPayload_getVectorDateTime,                             \
    msgFieldPayloadGetVectorDateTime)                                                              \
  X(FieldPayload_getVectorPrice, msgFieldPayload_getVectorPrice, msgFieldPayloadGetVectorPrice)    \
  X(FieldPayload_getVectorMsg, msgFieldPayload_getVectorMsg, msgFieldPayloadGetVectorMsg)          \
  X(FieldPayload_getAsString, msgFieldPayload_getAsString, msgFieldPayloadGetAsString)             \
  X(PayloadIter_create, msgPayloadIter_create, msgPayloadIterCreate)                               \
  X(PayloadIter_next, msgPayloadIter_next, msgPayloadIterNext)                                     \
  X(PayloadIter_hasNext, msgPayloadIter_hasNext, msgPayloadIterHasNext)                            \
  X(PayloadIter_begin, msgPayloadIter_begin, msgPayloadIterBegin)                                  \
  X(PayloadIter_end, msgPayloadIter_end, msgPayloadIterEnd)                                        \
  X(PayloadIter_associate, msgPayloadIter_associate, msgPayloadIterAssociate)                      \
  X(PayloadIter_destroy, msgPayloadIter_destroy, msgPayloadIterDestroy)

#define OMNMMSG_DECLARE(symbol, type, member) \
  extern "C" std::remove_pointer_t<type> omnmmsg##symbol;
OMNMMSG_FUNCTIONS(OMNMMSG_DECLARE)
#undef OMNMMSG_DECLARE

extern "C" {
std::remove_pointer_t<msgFieldPayload_updateSubMsg> omnmmsgFieldPayload_updateSubMsg;
mama_status omnmmsgPayload_init(mamaPayloadBridge bridge, char* identifier);
mama_status omnmmsgPayloadImpl_setExtenderClosure(msgPayload msg, void* closure);
mama_status omnmmsgPayloadImpl_getExtenderClosure(const msgPayload msg, void** closure);
mama_status omnmmsgPayloadImpl_updateVectorMsgPayload(msgPayload msg, const char* name,
                                                      mama_fid_t fid, const msgPayload* value,
                                                      mama_size_t size);
}

/// A table that an application fills by itself, as a payload that is linked in would.
inline mamaPayloadBridgeImpl_ make_omnmmsg_table() {
  mamaPayloadBridgeImpl_ table{};
#define OMNMMSG_FILL(symbol, type, member) table.member = omnmmsg##symbol;
  OMNMMSG_FUNCTIONS(OMNMMSG_FILL)
#undef OMNMMSG_FILL
  return table;
}
