# Compiler flags of our own code: quoll_flags is linked privately by every target of the project.
add_library(quoll_flags INTERFACE)
target_compile_options(quoll_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wcast-qual -Wpointer-arith -Wundef -Wvla
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi>
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
  $<$<BOOL:${QUOLL_WERROR}>:-Werror>
  # gcc 12 sees atomics written out of bounds where -O3 has split a loop.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
  -fno-omit-frame-pointer)

if(QUOLL_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(QUOLL_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
elseif(QUOLL_SANITIZE STREQUAL "fuzzer")  # the libraries report their coverage; fuzz/ links libFuzzer
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "QUOLL_SANITIZE=fuzzer needs clang, but the compiler is ${CMAKE_CXX_COMPILER}")
  endif()
  # Not traced are the operands of comparisons: that took a third of the time, and our formats have
  # few constants that the seeds do not show.
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-coverage=trace-cmp
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # Programs in C, too, get the part of the runtime that the C++ libraries need.
  add_link_options(-fsanitize=fuzzer-no-link,address,undefined -fsanitize-link-c++-runtime)
  link_libraries($<$<LINK_LANGUAGE:C>:stdc++>)
elseif(NOT QUOLL_SANITIZE STREQUAL "")
  message(FATAL_ERROR "QUOLL_SANITIZE is '${QUOLL_SANITIZE}', but must be empty, 'address', 'thread' or 'fuzzer'")
endif()

if(QUOLL_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # With the instrumentation in between, gcc sees uninitialised values where there are none.
  target_compile_options(quoll_flags INTERFACE -Wno-maybe-uninitialized)
endif()

# Adds each named subfolder that exists (and holds a CMakeLists.txt).
macro(quoll_add_subdirectories)
  foreach(folder ${ARGN})
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt)
      add_subdirectory(${folder})
    endif()
  endforeach()
endmacro()

# A shared library of the project; its sources come by target_sources().
function(quoll_library name)
  add_library(${name} SHARED)
  target_link_libraries(${name} PRIVATE quoll_flags Threads::Threads)
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(NOT QUOLL_SANITIZE OR CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_link_options(${name} PRIVATE -Wl,--no-undefined)  # clang's sanitizer runtimes are in the program
  endif()
endfunction()
