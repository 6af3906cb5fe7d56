/* Quoll: wombat/property.h
 * SPDX-License-Identifier: Apache-2.0 */
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
typedef void(MAMACALLTYPE* propertiesCallback)(const char* name, const char* value, void* closure);

COMMONExpDLL wproperty_t properties_Load(const char* path, const char* fileName);
COMMONExpDLL const char* properties_Get(wproperty_t handle, const char* name);
COMMONExpDLL int properties_setProperty(wproperty_t handle, const char* name, const char* value);
COMMONExpDLL wproperty_t properties_Create(void);
COMMONExpDLL int properties_AddString(wproperty_t handle, const char* propString);
COMMONExpDLL void properties_Merge(wproperty_t to, wproperty_t from);
COMMONExpDLL void properties_ForEach(wproperty_t handle, propertiesCallback cb, void* closure);
COMMONExpDLL void properties_ForEachWithPrefix(wproperty_t handle, const char* prefix,
                                               propertiesCallback cb, void* closure);
COMMONExpDLL void properties_Free(wproperty_t handle);
COMMONExpDLL void properties_FreeEx(wproperty_t handle);
COMMONExpDLL void properties_FreeEx2(wproperty_t handle);
COMMONExpDLL int properties_GetPropertyValueAsBoolean(const char* propertyValue);
COMMONExpDLL const char* properties_GetPropertyValueUsingFormatString(wproperty_t handle,
                                                                      const char* defaultVal,
                                                                      const char* format, ...);
COMMONExpDLL const char* properties_GetPropertyValueUsingVaList(wproperty_t handle,
                                                                const char* defaultVal,
                                                                char* paramName, const char* format,
                                                                va_list arguments);
COMMONExpDLL char* properties_AddEscapes(const char* src, const char* chars, int num);
COMMONExpDLL uint32_t properties_Count(wproperty_t handle);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_PROPERTY_H_ */
