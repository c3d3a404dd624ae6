// Command daprd is Dapr's sidecar as released, with the SQLite name resolver added: the stable build leaves it out,
// and the default, mDNS, listens beyond loopback and would mix up two platforms on one machine.
package main

import (
	"github.com/dapr/components-contrib/nameresolution/sqlite"
	"github.com/dapr/dapr/cmd/daprd/app"
	nameresolution "github.com/dapr/dapr/pkg/components/nameresolution"
)

func main() {
	nameresolution.DefaultRegistry.RegisterComponent(sqlite.NewResolver, "sqlite")
	app.Run()
}
