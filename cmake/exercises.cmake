# Exercises: the phase's tests, one file of the learner's, and all of the library but the file that it replaces.
#
# exercises/exercises.txt holds one block an exercise, in order: [name], then "key: text" lines. CMake reads two keys:
#   tests: the test files that decide, without .cpp      filter: which of their tests (all, if not said)
# exercises/NAME.cpp is the stub of code/<room>/NAME.cpp; exercises/wrong/NAME.CAUSE.patch a mistake in the latter.
include_guard(GLOBAL)

set(P2G_MY "${P2G_ROOT}/my" CACHE PATH "The learner's files: MY/<room>/NAME.cpp")
set(P2G_MINE "" CACHE STRING "Which of them take the reference's place in the library: <room>/NAME;…")

# The sources of a room, some of them the learner's.
function(p2g_room_sources room out)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/code/${room}/*.cpp")
  foreach(mine IN LISTS P2G_MINE)
    if(mine MATCHES "^${room}/(.+)$")
      set(reference "${CMAKE_CURRENT_SOURCE_DIR}/code/${mine}.cpp")
      if(NOT reference IN_LIST sources OR NOT EXISTS "${P2G_MY}/${mine}.cpp")
        message(FATAL_ERROR "p2g: P2G_MINE names ${mine}: wanted code/${mine}.cpp, and ${P2G_MY}/${mine}.cpp")
      endif()
      list(REMOVE_ITEM sources "${reference}")
      list(APPEND sources "${P2G_MY}/${mine}.cpp")
      # As it is written, like the files of the library whose digits must be the same everywhere
      set_source_files_properties("${P2G_MY}/${mine}.cpp" PROPERTIES COMPILE_OPTIONS -ffp-contract=off)
    endif()
  endforeach()
  set(${out} "${sources}" PARENT_SCOPE)
endfunction()

# One way of solving an exercise, as a program: <room>_exercise_<name>_<variant>.
function(p2g_exercise_variant room name variant source)
  set(target ${room}_exercise_${name}_${variant})
  add_executable(${target} EXCLUDE_FROM_ALL "${source}")
  target_link_libraries(
    ${target} PRIVATE ${room}_exercise_${name}_tests
                      "$<FILTER:$<TARGET_OBJECTS:p2g_${room}>,EXCLUDE,/${name}\\.cpp\\.o>" GTest::gtest p2g_${room}_needs)
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/code" "${P2G_ROOT}/tools")
  target_compile_options(${target} PRIVATE -Wno-error -ffp-contract=off)  # a warning is no mistake
  if(NOT variant STREQUAL "mine")
    add_dependencies(exercise_proofs ${target})
  endif()
endfunction()

# A wrong variant is the reference with a patch.
function(p2g_wrong_variant room name patch)
  get_filename_component(cause "${patch}" NAME)
  string(REGEX REPLACE "^${name}\\.(.+)\\.patch$" "\\1" cause "${cause}")
  set(reference "${CMAKE_CURRENT_SOURCE_DIR}/code/${room}/${name}.cpp")
  set(wrong "${CMAKE_CURRENT_BINARY_DIR}/wrong/${name}.${cause}.cpp")
  add_custom_command(
    OUTPUT "${wrong}"
    COMMAND patch --quiet --fuzz=0 --output "${wrong}" "${reference}" "${patch}"
    DEPENDS "${reference}" "${patch}"
    COMMENT "patching ${name}: ${cause}")
  p2g_exercise_variant(${room} ${name} wrong_${cause} "${wrong}")
endfunction()

function(p2g_exercise room name tests)
  set(sources "${P2G_ROOT}/tools/exercises/main.cpp")
  separate_arguments(tests)
  foreach(test IN LISTS tests)
    list(APPEND sources "${CMAKE_CURRENT_SOURCE_DIR}/tests/${test}.cpp")
  endforeach()
  add_library(${room}_exercise_${name}_tests OBJECT EXCLUDE_FROM_ALL ${sources})
  # Not the library itself: what the learner's file lacks must not come from the reference.
  target_link_libraries(${room}_exercise_${name}_tests PUBLIC p2g_${room}_needs GTest::gtest)
  target_include_directories(${room}_exercise_${name}_tests PRIVATE code tests "${P2G_ROOT}/tools/testing")
  target_compile_options(${room}_exercise_${name}_tests PRIVATE -O1)
  target_compile_definitions(
    ${room}_exercise_${name}_tests PRIVATE P2G_PHASE_DIR="${CMAKE_CURRENT_SOURCE_DIR}" P2G_SOURCE_ROOT="${P2G_ROOT}")

  p2g_exercise_variant(${room} ${name} stub "${CMAKE_CURRENT_SOURCE_DIR}/exercises/${name}.cpp")
  p2g_exercise_variant(${room} ${name} reference "${CMAKE_CURRENT_SOURCE_DIR}/code/${room}/${name}.cpp")
  if(EXISTS "${P2G_MY}/${room}/${name}.cpp")
    p2g_exercise_variant(${room} ${name} mine "${P2G_MY}/${room}/${name}.cpp")
  endif()
  file(GLOB patches CONFIGURE_DEPENDS exercises/wrong/${name}.*.patch)
  foreach(patch IN LISTS patches)
    p2g_wrong_variant(${room} ${name} "${patch}")
  endforeach()
endfunction()

# All exercises of the phase that owns ROOM.
function(p2g_phase_exercises room)
  set(list "${CMAKE_CURRENT_SOURCE_DIR}/exercises/exercises.txt")
  if(NOT EXISTS "${list}")
    return()
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${list}")
  if(NOT TARGET exercise_proofs)
    add_custom_target(exercise_proofs)
  endif()
  file(GLOB mine CONFIGURE_DEPENDS "${P2G_MY}/${room}/*.cpp") # a new one configures again
  file(STRINGS "${list}" lines ENCODING UTF-8)
  set(name "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^\\[([a-z0-9_]+)\\]")
      set(name "${CMAKE_MATCH_1}")
    elseif(line MATCHES "^tests: *(.+)$")
      p2g_exercise(${room} ${name} "${CMAKE_MATCH_1}")
    endif()
  endforeach()
endfunction()
