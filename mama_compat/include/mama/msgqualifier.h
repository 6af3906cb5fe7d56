/* Quoll: mama/msgqualifier.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The qualifier of a message: whether it is, or may be, a duplicate, delayed or out of sequence. A
 * set of bits in an object; NULL gives NULL_ARG.
 */
#ifndef QUOLL_MAMA_MSGQUALIFIER_H_
#define QUOLL_MAMA_MSGQUALIFIER_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_MSG_QUAL_MAX_STR_LEN 100
#define MAMA_MSG_QUAL_POSSIBLY_DUPLICATE 1
#define MAMA_MSG_QUAL_DEFINITELY_DUPLICATE 2
#define MAMA_MSG_QUAL_POSSIBLY_DELAYED 4
#define MAMA_MSG_QUAL_DEFINITELY_DELAYED 8
#define MAMA_MSG_QUAL_OUT_OF_SEQUENCE 16
#define MAMA_MSG_QUAL_NOT_USED 4096

/** An empty qualifier, for mamaMsgQual_destroy. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaMsgQual_create(mamaMsgQual* msgQual);

/** Frees it. */
MAMAExpDLL mama_status mamaMsgQual_destroy(mamaMsgQual msgQual);

/** No bit set. */
MAMAExpDLL mama_status mamaMsgQual_clear(mamaMsgQual msgQual);
MAMAExpDLL mama_status mamaMsgQual_copy(mamaMsgQual dest, const mamaMsgQual src);

/** 1 when both have the same bits. */
MAMAExpDLL int mamaMsgQual_equal(const mamaMsgQual lhs, const mamaMsgQual rhs);

/** Sets all bits. */
MAMAExpDLL mama_status mamaMsgQual_setValue(mamaMsgQual msgQual, mama_u16_t value);

/** Sets a bit, or clears it with 0. */
MAMAExpDLL mama_status mamaMsgQual_setIsDefinitelyDuplicate(mamaMsgQual msgQual, int state);
MAMAExpDLL mama_status mamaMsgQual_setIsPossiblyDuplicate(mamaMsgQual msgQual, int state);
MAMAExpDLL mama_status mamaMsgQual_setIsDefinitelyDelayed(mamaMsgQual msgQual, int state);
MAMAExpDLL mama_status mamaMsgQual_setIsPossiblyDelayed(mamaMsgQual msgQual, int state);
MAMAExpDLL mama_status mamaMsgQual_setIsOutOfSequence(mamaMsgQual msgQual, int state);

/** 0, or the value of the bit. */
MAMAExpDLL mama_status mamaMsgQual_getIsDefinitelyDuplicate(mamaMsgQual msgQual, int* result);
MAMAExpDLL mama_status mamaMsgQual_getIsPossiblyDuplicate(mamaMsgQual msgQual, int* result);
MAMAExpDLL mama_status mamaMsgQual_getIsDefinitelyDelayed(mamaMsgQual msgQual, int* result);
MAMAExpDLL mama_status mamaMsgQual_getIsPossiblyDelayed(mamaMsgQual msgQual, int* result);
MAMAExpDLL mama_status mamaMsgQual_getIsOutOfSequence(mamaMsgQual msgQual, int* result);

/** All bits. */
MAMAExpDLL mama_status mamaMsgQual_getValue(const mamaMsgQual msgQual, mama_u16_t* value);

/**
 * The bits in words, joined by the delimiter (" : " for NULL).
 * @return OK; NULL_ARG; NOMEM when it was cut
 */
MAMAExpDLL mama_status mamaMsgQual_getAsString(const mamaMsgQual msgQual, const char* delimiter,
                                               char* str, mama_size_t maxLen);
MAMAExpDLL mama_status mamaMsgQual_valueToString(mama_u16_t value, const char* delimiter, char* str,
                                                 mama_size_t maxLen);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MSGQUALIFIER_H_ */
