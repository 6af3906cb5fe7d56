/* Quoll: wombat/property.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sets of properties: text keys with text values. Keys are case sensitive. One set may be used by
 * one thread at a time; different sets by different threads. The file format: one "key = value" or
 * "key: value" a line, comments begin with # or !, blanks inside values are dropped unless written
 * as "\ ", a \ at the end continues the line, and $(NAME) or ${NAME} stands for the environment
 * (runtime 3.1).
 */
#ifndef QUOLL_WOMBAT_PROPERTY_H_
#define QUOLL_WOMBAT_PROPERTY_H_

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define INVALID_PROPERTIES NULL
#define PROPERTY_NAME_MAX_LENGTH 1024

typedef void* wproperty_t;

/** Called for each property; name and value are valid during the call. */
typedef void(MAMACALLTYPE* propertiesCallback)(const char* name, const char* value, void* closure);

/**
 * Reads the first file found.
 * @param path      folders separated by ":"; NULL or "" for the current folder
 * @param fileName  the file
 * @return a new set; NULL when nothing could be opened
 */
COMMONExpDLL wproperty_t properties_Load(const char* path, const char* fileName);

/**
 * The value of a key, owned by the set, valid until it is replaced or the set freed. NULL for an
 * unknown, NULL or empty name or a NULL set.
 */
COMMONExpDLL const char* properties_Get(wproperty_t handle, const char* name);

/**
 * Sets a value as it is, but for references to the environment. Name and value are copied.
 * @return 1; 0 for any NULL or without memory
 */
COMMONExpDLL int properties_setProperty(wproperty_t handle, const char* name, const char* value);

/** A new, empty set; NULL without memory. */
COMMONExpDLL wproperty_t properties_Create(void);

/**
 * Reads properties from a text in the file format.
 * @return 0, always
 */
COMMONExpDLL int properties_AddString(wproperty_t handle, const char* propString);

/**
 * Puts every entry of "from" into "to", and replaces what is there. The values are shared
 * afterwards: free "from" with properties_FreeEx2. NULL is ignored.
 */
COMMONExpDLL void properties_Merge(wproperty_t to, wproperty_t from);

/** Calls cb for every property, in no particular order; values are never NULL. */
COMMONExpDLL void properties_ForEach(wproperty_t handle, propertiesCallback cb, void* closure);

/**
 * The same for keys that begin with the prefix and are longer; cb gets the key without the prefix.
 */
COMMONExpDLL void properties_ForEachWithPrefix(wproperty_t handle, const char* prefix,
                                               propertiesCallback cb, void* closure);

/** Frees a set with keys and values; properties_FreeEx does the same. NULL is ignored. */
COMMONExpDLL void properties_Free(wproperty_t handle);

/** The same as properties_Free. */
COMMONExpDLL void properties_FreeEx(wproperty_t handle);

/** Frees a set but not its values, after properties_Merge. NULL is ignored. */
COMMONExpDLL void properties_FreeEx2(wproperty_t handle);

/** 1 for exactly 1 y Y t T true True TRUE yes Yes YES, 0 for anything else and NULL. */
COMMONExpDLL int properties_GetPropertyValueAsBoolean(const char* propertyValue);

/**
 * The value of a key with a printf-formatted name (at most 1023 characters).
 * @return the value, or defaultVal itself
 */
COMMONExpDLL const char* properties_GetPropertyValueUsingFormatString(wproperty_t handle,
                                                                      const char* defaultVal,
                                                                      const char* format, ...);

/**
 * The same with an argument list.
 * @param paramName  receives the key: PROPERTY_NAME_MAX_LENGTH bytes
 */
COMMONExpDLL const char* properties_GetPropertyValueUsingVaList(wproperty_t handle,
                                                                const char* defaultVal,
                                                                char* paramName, const char* format,
                                                                va_list arguments);

/**
 * A copy of a text with \ before every character that is among the num characters of chars.
 * @return a text for free(); NULL for NULL
 */
COMMONExpDLL char* properties_AddEscapes(const char* src, const char* chars, int num);

/** How many properties the set holds; 0 for NULL. */
COMMONExpDLL uint32_t properties_Count(wproperty_t handle);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_PROPERTY_H_ */
