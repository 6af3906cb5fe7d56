# Tests: GoogleTest programs, registered with CTest as one test per program.
find_package(GTest REQUIRED)

set(QUOLL_TEST_SANITIZER_OPTIONS "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:allocator_may_return_null=1;ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1;UBSAN_OPTIONS=print_stacktrace=1")

# quoll_add_test(NAME name SOURCES file... [LIBS target...] [LABELS label...] [TIMEOUT seconds])
# Label "concurrency" marks tests that `tools/test --repeat N` runs again and again.
function(quoll_add_test)
  cmake_parse_arguments(ARG "" "NAME;TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE quoll_flags Threads::Threads ${ARG_LIBS}
                        GTest::gmock GTest::gtest GTest::gtest_main)
  target_include_directories(${ARG_NAME} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME})
  set_tests_properties(${ARG_NAME} PROPERTIES
    TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "LD_LIBRARY_PATH=${CMAKE_LIBRARY_OUTPUT_DIRECTORY};WOMBAT_PATH=;${QUOLL_TEST_SANITIZER_OPTIONS}")
endfunction()
