#include "inchi.h"

#include <dlfcn.h>

#include <mutex>

#include "inchi_input.h"

namespace molscreen {
namespace {

// libinchi's functions. Not linked: a machine without it must do everything else.
struct Library {
    decltype(&GetStdINCHI) make = nullptr;
    decltype(&FreeStdINCHI) free = nullptr;
    decltype(&GetStdINCHIKeyFromStdINCHI) key = nullptr;
    std::string error;

    Library() {
        void* handle = dlopen("libinchi.so.1", RTLD_NOW | RTLD_LOCAL);
        if (handle != nullptr) {
            find(handle, "GetStdINCHI", make);
            find(handle, "FreeStdINCHI", free);
            find(handle, "GetStdINCHIKeyFromStdINCHI", key);
        }
        if (make == nullptr || free == nullptr || key == nullptr) {
            const char* reason = dlerror();
            error = std::string("InChI needs libinchi (apt-get install libinchi1): ") + (reason ? reason : "a function is missing");
        }
    }

private:
    template <class Function>
    static void find(void* handle, const char* name, Function& function) {
        function = reinterpret_cast<Function>(dlsym(handle, name));
    }
};

const Library& library() {
    static const Library loaded;
    return loaded;
}

// Calls that overlap are answered "busy" by some versions and give wrong results with others.
std::mutex one_at_a_time;

}  // namespace

void requireInchi() {
    if (!library().error.empty()) throw std::runtime_error(library().error);
}

InchiText inchiOf(const RDKit::ROMol& mol) {
    InchiInput input;
    if (!fillInchiInput(mol, input)) return {};
    // No auxiliary information; at most ten seconds of processor time, which only cages of high symmetry could need.
    char options[] = "-AuxNone -W10";
    inchi_Input given{};
    given.atom = input.atoms.data();
    given.stereo0D = input.stereo.data();
    given.szOptions = options;
    given.num_atoms = static_cast<AT_NUM>(input.atoms.size());
    given.num_stereo0D = static_cast<AT_NUM>(input.stereo.size());

    const std::lock_guard<std::mutex> lock(one_at_a_time);
    inchi_Output made{};
    const int status = library().make(&given, &made);
    InchiText text;
    if ((status == inchi_Ret_OKAY || status == inchi_Ret_WARNING) && made.szInChI != nullptr) {
        char key[28] = "";
        if (library().key(made.szInChI, key) == INCHIKEY_OK) text = {made.szInChI, key};
    }
    library().free(&made);
    return text;
}

}  // namespace molscreen
